import { createConnection, ProposedFeatures } from 'vscode-languageserver/node'
import { serve } from './server'

/** `--node-ipc` from VS Code, `--stdio` from everything else. */
serve(createConnection(ProposedFeatures.all))

// A bug in a timer or a stray promise is told and survived: the author's editor must not lose its language server.
process.on('uncaughtException', (error) => process.stderr.write(`lockstep server: ${error.stack ?? error.message}\n`))
process.on('unhandledRejection', (error) =>
  process.stderr.write(`lockstep server: ${error instanceof Error ? error.stack : String(error)}\n`),
)
