// VS Code without its download: the VS Code server that the npm package code-server ships, kept in a cache folder outside the
// project together with the Node version it was built for. An installation takes half a minute and 300 to 700 MB.
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * The VS Code versions tested: the oldest is the manifest's `engines.vscode`. Each with the code-server that carries it and the
 * Node major that one demands (its `engines.node`).
 */
export const versions = {
  oldest: { vscode: '1.100', codeServer: '4.100.3', node: 20 },
  newest: { vscode: '1.139', codeServer: '4.139.1', node: 24 },
}

export const cacheFolder =
  process.env.LOCKSTEP_VSCODE_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'lockstep-vscode')

/** Why this machine can't have it: the caller skips and says so. */
export class Unavailable extends Error {}

const platform = `${process.platform}-${process.arch}`

/** Installs what is missing. Answers the Node binary and the server's entry file. */
export function codeServer({ codeServer: version, node: major }) {
  if (process.platform === 'win32') throw new Unavailable('code-server does not run on Windows')
  const node = nodeOfMajor(major)
  const folder = join(cacheFolder, `code-server-${version}`)
  const vscode = join(folder, 'node_modules/code-server/lib/vscode')
  const done = join(folder, 'installed')
  if (!existsSync(done)) {
    console.log(`installing code-server ${version} in ${folder}`)
    const env = { PATH: `${node.folder}/bin:${process.env.PATH}`, npm_config_nodedir: node.folder }
    fresh(folder)
    npm(folder, ['install', `code-server@${version}`, `@vscode/ripgrep-${platform}@1.18.0`, '--ignore-scripts'], env)
    // What code-server's own post-install does, without the downloads from GitHub and without the modules no test needs.
    npm(vscode, ['install', '--omit=dev', '--ignore-scripts'], env)
    npm(join(vscode, 'extensions'), ['install', '--omit=dev', '--ignore-scripts'], env)
    const bin = join(vscode, 'node_modules/@vscode/ripgrep/bin')
    mkdirSync(bin, { recursive: true })
    copyFileSync(join(folder, `node_modules/@vscode/ripgrep-${platform}/bin/rg`), join(bin, 'rg'))
    symlinkSync('node_modules', join(vscode, 'node_modules.asar'))
    // Log files and the parent's watchdog. Without a compiler the server says so in its log and runs all the same.
    const natives = ['@vscode/spdlog', '@vscode/native-watchdog', 'native-watchdog']
    npm(vscode, ['rebuild', ...natives.filter((name) => existsSync(join(vscode, 'node_modules', name)))], env, {
      optional: true,
    })
    writeFileSync(done, '')
  }
  return { node: node.binary, entry: join(vscode, 'out/server-main.js') }
}

/** The npm package carries the headers as well, which native modules are compiled against. */
function nodeOfMajor(major) {
  const name = `node-${platform}`
  const home = join(cacheFolder, `node-${major}`)
  const folder = join(home, 'node_modules', name)
  const binary = join(folder, 'bin/node')
  if (!existsSync(binary)) {
    console.log(`installing Node ${major} in ${home}`)
    fresh(home)
    npm(home, ['install', `${name}@${major}`, '--ignore-scripts'])
  }
  if (!existsSync(binary)) throw new Unavailable(`npm has no ${name}@${major}`)
  return { folder, binary }
}

function fresh(folder) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
}

function npm(folder, args, env = {}, { optional = false } = {}) {
  const { status, stdout, stderr, error } = spawnSync('npm', [...args, '--no-audit', '--no-fund'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: 600_000,
    // npm 11 runs no install scripts unless told so.
    env: { ...withoutNpm(process.env), ...env, npm_config_dangerously_allow_all_scripts: 'true' },
  })
  if (status === 0 || optional) return
  const last = `${stdout}\n${stderr}`.split('\n').filter((line) => /npm error (?!A complete log)/.test(line))
  throw new Unavailable(`npm ${args.join(' ')} failed in ${folder}: ${error?.message ?? last.slice(0, 3).join('; ')}`)
}

/** Settings of the `npm test` we run under must not leak into another project's installation. */
const withoutNpm = (env) =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !/^npm_|^NODE_OPTIONS$|^INIT_CWD$/.test(name)))

/** A Chromium to show the workbench in. */
export function chromium() {
  const { CHROMIUM_EXECUTABLE: chosen, PATH = '' } = process.env
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
  const places = [
    ...(chosen ? [chosen] : []),
    ...PATH.split(':').flatMap((folder) => names.map((name) => join(folder, name))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ]
  const found = places.find((place) => existsSync(place))
  if (!found)
    throw new Unavailable(
      'no Chromium found: install one (Debian: apt-get install chromium) or set CHROMIUM_EXECUTABLE',
    )
  return found
}
