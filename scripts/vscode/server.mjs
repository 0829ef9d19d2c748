// Starts and stops one VS Code server, and opens its workbench in Chromium.
import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

/** Quiet first impression: what a fresh profile shows would cover what is tested. */
const settings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'git.openRepositoryInParentFolders': 'never',
  'chat.commandCenter.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
}

/**
 * `data`: an empty folder for profile and logs. Answers `{ url, stop }` once the server listens; rejects with the end of its log
 * when it ends before.
 */
export async function startServer({ node, entry }, { data, trusted, extensions, driver = false, env = {} }) {
  for (const place of ['data/Machine', 'data/User']) {
    mkdirSync(join(data, place), { recursive: true })
    writeFileSync(join(data, place, 'settings.json'), JSON.stringify(settings))
  }
  const args = ['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--accept-server-license-terms']
  args.push('--server-data-dir', data, '--telemetry-level', 'off')
  // Makes the window read test entries from its address; it also silences notifications.
  if (driver) args.push('--enable-smoke-test-driver')
  if (extensions) args.push('--extensions-dir', extensions)
  if (trusted) args.push('--disable-workspace-trust')
  const child = spawn(node, [entry, ...args], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let log = ''
  const port = await new Promise((resolve, reject) => {
    const read = (chunk) => {
      log = (log + chunk).slice(-4000)
      const listening = /Extension host agent listening on (\d+)/.exec(log)
      if (listening) resolve(Number(listening[1]))
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`the VS Code server ended with ${code}:\n${log}`)))
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const stop = async () => {
    child.kill('SIGTERM')
    const hard = setTimeout(() => child.kill('SIGKILL'), 5000)
    await ended
    clearTimeout(hard)
  }
  return { port, authority: `127.0.0.1:${port}`, stop, log: () => log }
}

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']

export const launch = (executablePath) =>
  chromium.launch({ executablePath, args: [...flags, '--disable-component-update', '--disable-sync'] })

/** The workbench's address for a folder; `payload` are the pairs the workbench reads as its own options. */
export function workbenchUrl({ authority }, folder, payload = {}) {
  const query = new URLSearchParams({ folder, payload: JSON.stringify(Object.entries(payload)) })
  return `http://${authority}/?${query}`
}

export const remoteUri = ({ authority }, path) => `vscode-remote://${authority}${path}`
