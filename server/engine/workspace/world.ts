import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { homedir, hostname, userInfo } from 'node:os'
import type { Environment } from '../db/reference'

/** `ann@laptop`. */
export function whoAmI(): string {
  try {
    return `${userInfo().username}@${hostname()}`
  } catch {
    // No entry for this user id, as in a bare container.
    return hostname()
  }
}

/** This machine as database references see it; a `command:` reference runs in `folder`. */
export function worldOf(env: Environment['env'], folder: string): Environment {
  return {
    env,
    homedir: homedir(),
    folder,
    username: env.USER ?? env.USERNAME ?? whoAmI().split('@')[0]!,
    readFile: (path) => readFile(path, 'utf8').catch(() => undefined),
    run: (command) =>
      new Promise((done, failed) =>
        execFile(command, { shell: true, cwd: folder, env: env as NodeJS.ProcessEnv }, (error, stdout) =>
          error ? failed(error) : done(stdout.trim()),
        ),
      ),
  }
}
