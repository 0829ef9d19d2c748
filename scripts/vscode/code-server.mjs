// Runs a test entry inside the extension host of a VS Code server, with Chromium as its window.
import { format } from 'node:util'
import { chromium, codeServer } from './install.mjs'
import { launch, remoteUri, startServer, workbenchUrl } from './server.mjs'

/** What a workbench without accounts and without a marketplace says about that. */
const noise =
  /AgentHost|AccountPolicyGate|open-vsx|authentication provider|Creating a socket|connection token|Service Worker/

/** Answers when the run is over; throws when the window said nothing for `silence` milliseconds. */
export async function runInCodeServer(version, { extension, tests, workspace, data, trusted, env, silence = 180_000 }) {
  const executable = chromium()
  const server = await startServer(codeServer(version), { data, trusted, driver: true, env })
  const browser = await launch(executable)
  try {
    const page = await browser.newPage()
    let heard
    const exit = new Promise((resolve, reject) => {
      const wait = () => {
        clearTimeout(heard)
        heard = setTimeout(() => reject(new Error(`no sign of life for ${silence} ms\n${server.log()}`)), silence)
      }
      wait()
      page.exposeFunction('codeAutomationLog', (type, args) => {
        wait()
        if (process.env.VERBOSE && !noise.test(String(args[0]))) console.log(`[${type}] ${format(...args)}`)
      })
      page.exposeFunction('codeAutomationExit', resolve)
      page.on('crash', () => reject(new Error('the browser page crashed')))
    })
    await page.goto(
      workbenchUrl(server, workspace, {
        extensionDevelopmentPath: remoteUri(server, extension),
        extensionTestsPath: remoteUri(server, tests),
        skipWelcome: 'true',
      }),
    )
    const code = await exit
    clearTimeout(heard)
    return code
  } finally {
    await browser.close()
    await server.stop()
  }
}
