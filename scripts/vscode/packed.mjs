// The packed extension as a user has it: installed from lockstep.vsix, its commands chosen in the palette, its questions answered by
// clicks. `node scripts/vscode/packed.mjs` also takes the pictures for the README.
import { spawnSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { packageVsix } from '../package.mjs'
import { chromium, codeServer, versions } from './install.mjs'
import { launch, remoteUri, startServer, workbenchUrl } from './server.mjs'

/** Of the sample workspace: the file the picture shows. */
const shown = 'db/migration/V14__tighten_orders.sql'
const viewport = { width: 1360, height: 840 }

/** What only takes room in a picture. */
const look = {
  'editor.minimap.enabled': false,
  'editor.wordWrap': 'on',
  'chat.commandCenter.enabled': false,
  'files.exclude': { '.vscode': true },
}

/** Answers one result a step; the first that fails ends the run, with a picture of the moment beside it. */
export async function runPacked({ workspace = 'test/workspaces/shop', file = shown, pictures } = {}) {
  const program = codeServer(versions.newest)
  const browserPath = chromium()
  const folder = await mkdtemp(join(tmpdir(), 'lockstep-packed-'))
  const copy = join(folder, 'shop')
  await cp(workspace, copy, { recursive: true })
  await mkdir(join(copy, '.vscode'), { recursive: true })
  await writeFile(join(copy, '.vscode/settings.json'), JSON.stringify(look))
  const { file: vsix } = await packageVsix(join(folder, 'lockstep.vsix'))
  const extensions = join(folder, 'extensions')
  const installed = spawnSync(
    program.node,
    [program.entry, '--install-extension', vsix, '--extensions-dir', extensions],
    { encoding: 'utf8' },
  )
  if (installed.status !== 0) throw new Error(`${installed.stdout}${installed.stderr}`)
  const server = await startServer(program, { data: join(folder, 'data'), trusted: true, extensions })
  const browser = await launch(browserPath)
  const results = []
  try {
    const page = await browser.newPage({ viewport, deviceScaleFactor: 1.5 })
    page.setDefaultTimeout(30_000)
    await page.goto(workbenchUrl(server, copy, { skipWelcome: 'true', openFile: remoteUri(server, join(copy, file)) }))
    for (const [title, step] of Object.entries(steps({ page, pictures }))) {
      try {
        await step()
        results.push({ state: 'passed', title: `packed: ${title}` })
      } catch (error) {
        await mkdir('.cache', { recursive: true })
        await page.screenshot({ path: '.cache/packed-failed.png' })
        results.push({
          state: 'failed',
          title: `packed: ${title}`,
          error: `${error.message}\npicture: .cache/packed-failed.png`,
        })
        break
      }
    }
  } finally {
    await browser.close()
    await server.stop()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  return results
}

const steps = ({ page, pictures }) => {
  /** The palette lists what could be called when it was opened: it is opened anew until the extension knows the project. */
  const command = async (title) => {
    const line = page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first()
    for (let tries = 0; ; tries += 1) {
      await page.keyboard.press('F1')
      await page.locator('.quick-input-widget input').first().fill(`>${title}`)
      const listed = await line.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      )
      if (listed) return line.click()
      if (tries === 10) throw new Error(`the palette does not list ${title}`)
      await page.keyboard.press('Escape')
    }
  }
  const notification = (text) => page.locator('.notification-toast', { hasText: text })
  return {
    'findings stand under the text they mean': async () => {
      await page.locator('.monaco-editor .squiggly-warning, .monaco-editor .squiggly-error').first().waitFor()
    },
    'the Problems panel lists them': async () => {
      await page.keyboard.press('Control+Shift+M')
      await page.locator('.markers-panel .monaco-list-row', { hasText: 'lockstep' }).first().waitFor()
    },
    ...(pictures && {
      'the pictures for the README': async () => {
        await page.locator('.notification-toast').first().waitFor({ state: 'hidden' })
        await page.keyboard.press('Control+1')
        await page.screenshot({ path: join(pictures, 'editor.png') })
        await page.locator('.view-line span', { hasText: 'gen_random_uuid' }).last().hover()
        await page.locator('.monaco-hover:visible .hover-row').first().waitFor()
        await page.screenshot({ path: join(pictures, 'hover.png') })
        await page.keyboard.press('Escape')
      },
    }),
    'Apply Pending Migrations asks and applies': async () => {
      await command('Lockstep: Apply Pending Migrations')
      const dialog = page.locator('.monaco-dialog-box')
      await dialog.waitFor()
      await page.screenshot({ path: '.cache/packed-question.png' })
      await dialog.getByRole('button', { name: 'Apply', exact: true }).click()
      await notification(/Applied \d+ migrations? to/).waitFor()
    },
    'the Migrations view says who applied what, and rolls back': async () => {
      await page.locator('.activitybar a[aria-label="Lockstep"]').first().click()
      const rows = page.locator('.pane-body .monaco-list-row')
      await rows.filter({ hasText: 'tighten orders' }).and(page.locator('[aria-label*=", applied"]')).first().waitFor()
      await page.screenshot({ path: '.cache/packed-migrations.png' })
      await command('Lockstep: Roll Back')
      await page.locator('.quick-input-list .monaco-list-row', { hasText: 'The last migration' }).first().click()
      const dialog = page.locator('.monaco-dialog-box')
      await dialog.waitFor()
      await page.screenshot({ path: '.cache/packed-roll-back.png' })
      await dialog.getByRole('button', { name: 'Roll Back', exact: true }).click()
      await notification(/Rolled 1 migration back in/).waitFor()
      await rows.filter({ hasText: 'pending' }).first().waitFor()
    },
    'Show Drift finds none': async () => {
      await command('Lockstep: Show Drift')
      await notification('No drift').waitFor()
    },
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const results = await runPacked({ pictures: 'docs/images', ...JSON.parse(process.argv[2] ?? '{}') })
  for (const { state, title, error = '' } of results) console.log(`${state} ${title} ${error}`)
  process.exitCode = results.some(({ state }) => state === 'failed') ? 1 : 0
}
