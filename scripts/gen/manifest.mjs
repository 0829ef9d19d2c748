// package.json's contributions, from client/commands/*.ts, client/views/*.ts, client/settings.ts and the static facts below.
import { readFile } from 'node:fs/promises'
import { evaluate } from '../evaluate.mjs'

const source = `
export { commands } from './client/commands'
export { commandId } from './client/commands/command'
export { views } from './client/views'
export { settings } from './client/settings'
export { activationEvents } from './client/activation'
`

const restricted =
  'In Restricted Mode Lockstep reads and lints migrations. It reaches no database, not even the embedded one, and starts no program that a project names.'
const virtual = 'Without a disk Lockstep lints what is open; history, tests and applying need files.'

const container = { id: 'lockstep', title: 'Lockstep', icon: '$(versions)' }

const grammars = [
  {
    scopeName: 'lockstep.directives.injection',
    path: './syntaxes/directives.tmLanguage.json',
    injectTo: ['source.sql', 'source.pgsql', 'source.postgres'],
  },
]

export async function genManifest(manifest) {
  const { commands, commandId, views, settings, activationEvents } = await evaluate(source)
  const entries = Object.entries(commands)
  const places = entries.flatMap(([file, { palette = 'true', menus = [] }]) => [
    { in: 'commandPalette', command: commandId(file), when: palette },
    ...menus.map((place) => ({ ...place, command: commandId(file) })),
  ])
  const menus = Object.fromEntries(
    [...new Set(places.map((place) => place.in))].map((menu) => [
      menu,
      places.filter((place) => place.in === menu).map(({ command, when, group }) => ({ command, when, group })),
    ]),
  )
  const viewEntries = Object.entries(views).map(([file, view]) => ({ id: commandId(file), ...view }))
  return {
    ...manifest,
    icon: 'docs/images/icon.png',
    galleryBanner: { color: '#173a56', theme: 'dark' },
    activationEvents,
    capabilities: {
      untrustedWorkspaces: { supported: 'limited', description: restricted },
      virtualWorkspaces: { supported: 'limited', description: virtual },
    },
    extensionKind: ['workspace'],
    contributes: {
      ...manifest.contributes,
      commands: entries.map(([file, { title, icon, trusted }]) => ({
        command: commandId(file),
        category: 'Lockstep',
        title,
        ...(icon && { icon }),
        ...(trusted && { enablement: 'isWorkspaceTrusted' }),
      })),
      menus,
      viewsContainers: { activitybar: [container] },
      views: {
        [container.id]: viewEntries.map(({ id, name, icon }) => ({ id, name, icon, contextualTitle: 'Lockstep' })),
      },
      viewsWelcome: viewEntries.flatMap(({ id, welcome }) => welcome.map((one) => ({ view: id, ...one }))),
      configuration: { title: 'Lockstep', properties: settings },
      grammars,
      jsonValidation: [{ fileMatch: 'lockstep.json', url: './schemas/lockstep.schema.json' }],
    },
  }
}

/** Path -> text, as scripts/gen.mjs wants it. */
export async function generate() {
  const manifest = JSON.parse(await readFile('package.json', 'utf8'))
  return [['package.json', `${JSON.stringify(await genManifest(manifest), null, 2)}\n`]]
}
