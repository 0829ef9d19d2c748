import {
  type Disposable,
  EventEmitter,
  languages,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  window,
  workspace,
} from 'vscode'
import type { Ctx } from '../commands/command'
import { rereadBooks } from '../freshness'
import {
  findingsText,
  isPending,
  type Line,
  migrationLine,
  projectLine,
  whyNotReached,
  whyUnread,
} from '../migration-line'
import type { Place } from '../place'
import { plural } from '../render'
import { isRead, migrationsOf } from '../targets'
import { keys } from '../when'
import { defineView, type OpenView } from './view'

const id = 'lockstep.migrations'

/** Projects and their migrations in the tool's order, with what the chosen database says of them once the user asked it. */
export default defineView({
  name: 'Migrations',
  icon: '$(versions)',
  welcome: [
    {
      when: `workbenchState == empty`,
      contents: 'Open the folder of a project to see its migrations.\n[Open Folder](command:vscode.openFolder)',
    },
    {
      when: `workbenchState != empty && ${keys.looked} && !${keys.hasProject}`,
      contents:
        'No migrations were found here. Lockstep knows Flyway, dbmate, goose, golang-migrate, Prisma, Sqitch and others by their files and names; a lockstep.json can name the tool and its folder under "projects".\n[Look Again](command:lockstep.restart)',
    },
  ],
  create: (ctx) => open(ctx),
})

function open(ctx: Ctx): OpenView {
  const changed = new EventEmitter<Place | Place[] | undefined>()
  /** As the view was last given them, to refresh single lines. */
  const byFile = new Map<string, Place>()
  const migrationsIn = (place: Place) => migrationsOf(place.project, ctx.targets.of(place.project))
  const tree = {
    onDidChangeTreeData: changed.event,
    async getChildren(place?: Place): Promise<Place[]> {
      if (!place) return (await ctx.projects.all()).map((project) => ({ project }))
      const { project, migration } = place
      const children = migration ? [] : migrationsIn(place).map((one) => ({ project, migration: one }))
      for (const child of children)
        if (child.migration.uri) byFile.set(Uri.parse(child.migration.uri).toString(), child)
      return children
    },
    getTreeItem(place: Place): TreeItem {
      const { project, migration } = place
      const environment = ctx.targets.of(project)
      const line = migration
        ? migrationLine(project, environment, migration, findingsOf(migration.uri))
        : projectLine(project, environment, migrationsIn(place), workspace.isTrusted)
      const item = new TreeItem(
        line.label,
        migration ? TreeItemCollapsibleState.None : TreeItemCollapsibleState.Expanded,
      )
      item.id = `${project.root} ${migration ? `${migration.kind} ${migration.name}` : ''}`
      dress(item, line)
      if (migration?.uri) {
        item.resourceUri = Uri.parse(migration.uri)
        item.command = { command: 'vscode.open', title: 'Open', arguments: [item.resourceUri, { preview: true }] }
      }
      return item
    },
  }
  const view = window.createTreeView(id, { treeDataProvider: tree, showCollapseAll: true })
  const tell = async (): Promise<void> => {
    const projects = await ctx.projects.all()
    const read = projects.filter((project) => isRead(project, ctx.targets.of(project)))
    const asked = projects.some((project) => whyNotReached(project, ctx.targets.of(project)) !== undefined)
    view.message =
      projects.length > 0 && read.length === 0 && !asked ? sentence(whyUnread(workspace.isTrusted)) : undefined
    const pending = read.flatMap(({ migrations }) => migrations).filter(isPending).length
    view.badge = pending > 0 ? { value: pending, tooltip: `${plural(pending, 'migration')} pending` } : undefined
  }
  const refresh = (): void => {
    byFile.clear()
    changed.fire(undefined)
    // A server that does not answer is told of by who asked it first.
    tell().catch(() => undefined)
  }
  const parts: Disposable[] = [
    changed,
    view,
    ctx.projects.onChange(refresh),
    ctx.targets.onChange(refresh),
    workspace.onDidGrantWorkspaceTrust(refresh),
    view.onDidChangeVisibility(({ visible }) => visible && void rereadBooks(ctx)),
    languages.onDidChangeDiagnostics(({ uris }) => {
      const touched = uris.flatMap((uri) => byFile.get(uri.toString()) ?? [])
      if (touched.length > 0) changed.fire(touched)
    }),
  ]
  return {
    tree,
    dispose: () => {
      for (const part of parts) part.dispose()
    },
  }
}

function dress(item: TreeItem, { description, spoken, icon, tooltip, contextValue }: Line): void {
  item.description = description
  item.iconPath = new ThemeIcon(icon.id, icon.color === undefined ? undefined : new ThemeColor(icon.color))
  item.contextValue = contextValue
  item.accessibilityInformation = { label: spoken }
  const text = new MarkdownString()
  for (const [index, paragraph] of tooltip.entries()) {
    if (index > 0) text.appendMarkdown('\n\n')
    text.appendText(paragraph)
  }
  item.tooltip = text
}

/** As the Problems panel has them; the server reports for files that are not open as well. */
const findingsOf = (uri: string | undefined): readonly string[] =>
  uri === undefined ? [] : findingsText(languages.getDiagnostics(Uri.parse(uri)).map(({ severity }) => severity))

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
