// Runs a test entry in a desktop VS Code through @vscode/test-electron.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { cacheFolder, Unavailable } from './install.mjs'

/** A local VS Code (`VSCODE_EXECUTABLE`) or a downloaded one; throws `Unavailable` with the reason. */
export async function electron(version) {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
    throw new Unavailable('a desktop VS Code needs a display (try xvfb-run)')
  if (process.env.VSCODE_EXECUTABLE) return process.env.VSCODE_EXECUTABLE
  // The package retries a blocked download for minutes; ask once, shortly, whether it is worth a try.
  const reachable = await fetch('https://update.code.visualstudio.com/api/releases/stable', {
    signal: AbortSignal.timeout(5000),
  }).then(
    (answer) => answer.ok && answer.json(),
    () => undefined,
  )
  if (!Array.isArray(reachable)) throw new Unavailable('update.code.visualstudio.com is out of reach')
  const release = reachable.find((name) => name.startsWith(`${version.vscode}.`))
  if (!release) throw new Unavailable(`no release of VS Code ${version.vscode} is offered`)
  const { downloadAndUnzipVSCode, SilentReporter } = await import('@vscode/test-electron')
  return downloadAndUnzipVSCode({
    version: release,
    cachePath: join(cacheFolder, 'desktop'),
    reporter: new SilentReporter(),
  })
}

export function runInElectron(executable, { extension, tests, workspace, data, trusted, env }) {
  const args = [workspace, `--extensionDevelopmentPath=${extension}`, `--extensionTestsPath=${tests}`]
  args.push(`--user-data-dir=${join(data, 'user')}`, `--extensions-dir=${join(data, 'extensions')}`)
  args.push('--no-sandbox', '--disable-gpu-sandbox', '--disable-updates', '--skip-welcome', '--skip-release-notes')
  if (trusted) args.push('--disable-workspace-trust')
  const { status, signal } = spawnSync(executable, args, {
    env: { ...process.env, ...env, ELECTRON_RUN_AS_NODE: undefined },
    stdio: process.env.VERBOSE ? 'inherit' : 'ignore',
    timeout: 600_000,
  })
  return status ?? signal
}
