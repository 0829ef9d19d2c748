// docs/images/icon.svg -> icon.png, 128 pixels wide, as the Marketplace wants it: `node scripts/vscode/icon.mjs` after a change.
import { readFile } from 'node:fs/promises'
import { chromium } from './install.mjs'
import { launch } from './server.mjs'

const browser = await launch(chromium())
const page = await browser.newPage({ viewport: { width: 128, height: 128 } })
await page.setContent(
  `<style>body { margin: 0 } svg { display: block }</style>${await readFile('docs/images/icon.svg', 'utf8')}`,
)
await page.screenshot({ path: 'docs/images/icon.png', omitBackground: true })
await browser.close()
