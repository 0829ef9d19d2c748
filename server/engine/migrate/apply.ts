import { execute } from './execute'
import { planApply } from './plan'
import type { RunRequest, RunResult } from './run'

/** Applies what is pending; see `execute` for its failures. */
export const apply = (request: RunRequest): Promise<RunResult> => execute(request, planApply, 'apply')
