/** Languages that other extensions give to SQL files. Lockstep brings none of its own, so it never takes one from them. */
export const languages = ['sql', 'postgres', 'pgsql', 'plpgsql'] as const

const schemes = ['file', 'untitled', 'vscode-vfs'] as const

export const documentSelector = languages.flatMap((language) => schemes.map((scheme) => ({ language, scheme })))
