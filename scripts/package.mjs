// lockstep.vsix: `node scripts/package.mjs [FILE]`. Packed from a folder of its own, so that a build for people does not disturb
// the one that tests are running on; what goes in is what .vscodeignore allows.
import { existsSync } from 'node:fs'
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createVSIX } from '@vscode/vsce'
import { buildAll } from './build.mjs'

const sources = ['.vscodeignore', 'README.md', 'CHANGELOG.md', 'LICENSE', 'docs/images/icon.png', 'syntaxes', 'schemas']

/** Answers the file's absolute path and its size in bytes. */
export async function packageVsix(file = 'lockstep.vsix') {
  const target = resolve(file)
  const stage = await mkdtemp(join(tmpdir(), 'lockstep-package-'))
  try {
    await buildAll({ minify: true, outdir: join(stage, 'dist') })
    for (const source of sources) if (existsSync(source)) await cp(source, join(stage, source), { recursive: true })
    const {
      scripts,
      dependencies,
      devDependencies,
      optionalDependencies,
      bin,
      private: _,
      ...manifest
    } = JSON.parse(await readFile('package.json', 'utf8'))
    await writeFile(join(stage, 'package.json'), JSON.stringify(manifest, null, 2))
    await writeFile(join(stage, 'NOTICES.txt'), await notices())
    await createVSIX({
      cwd: stage,
      packagePath: target,
      dependencies: false,
      allowMissingRepository: true,
      rewriteRelativeLinks: false,
      skipLicense: true,
    })
    return { file: target, bytes: (await stat(target)).size }
  } finally {
    await rm(stage, { recursive: true, force: true })
  }
}

/** The licences of everything that is bundled, as those licences ask. */
async function notices() {
  const { packages } = JSON.parse(await readFile('package-lock.json', 'utf8'))
  const shipped = Object.entries(packages)
    .filter(
      ([place, { dev, optional, devOptional }]) =>
        place !== '' && !dev && !optional && !devOptional && existsSync(place),
    )
    .map(([place, { version, license }]) => ({ place, version, license }))
  const texts = await Promise.all(
    shipped.map(async ({ place, version, license }) => {
      const name = (await readdir(place)).find((file) => /^licen[cs]e/i.test(file))
      const text = name ? (await readFile(join(place, name), 'utf8')).trim() : `Licensed under ${license}.`
      return `${place.slice(place.lastIndexOf('node_modules/') + 13)} ${version}\n\n${text}`
    }),
  )
  const postgres = 'PGlite and libpg-query contain PostgreSQL (https://www.postgresql.org/about/licence/).'
  return `Lockstep contains the following software.\n\n${postgres}\n\n${texts.join('\n\n---\n\n')}\n`
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { file, bytes } = await packageVsix(process.argv[2])
  console.log(`${file}: ${(bytes / 1e6).toFixed(1)} MB`)
}
