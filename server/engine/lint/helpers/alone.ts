import { is } from '../../syntax/statement'
import type { RuleContext } from '../rule'

/** Nothing but settings stands beside the visited statement: taking the section out of its transaction splits nothing. */
export function alone(context: RuleContext): boolean {
  return context.statements.every(
    (statement) =>
      statement.index === context.statement.index ||
      is(statement, 'VariableSetStmt') ||
      is(statement, 'VariableShowStmt'),
  )
}
