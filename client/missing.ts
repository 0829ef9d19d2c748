import { type Disposable, type Event, EventEmitter, type Memento } from 'vscode'
import type { MissingItem } from '../server/protocol'

const key = 'lockstep.missingIgnored'

/** Which of the migrations that are in a database and not on this branch the user still wants to hear of. */
export interface Missing extends Disposable {
  heard(items: readonly MissingItem[]): readonly MissingItem[]
  /** Until others are missing. */
  ignore(items: readonly MissingItem[]): Promise<void>
  readonly onChange: Event<void>
}

export function createMissing(memento: Memento): Missing {
  const changed = new EventEmitter<void>()
  const signature = ({ root, target, names }: MissingItem): string => [root, target, ...names].join('\n')
  return {
    heard: (items) => {
      const ignored = memento.get<readonly string[]>(key, [])
      return items.filter((item) => !ignored.includes(signature(item)))
    },
    async ignore(items) {
      const others = memento
        .get<readonly string[]>(key, [])
        .filter((ignored) => !items.some(({ root }) => ignored.startsWith(`${root}\n`)))
      await memento.update(key, [...others, ...items.map(signature)])
      changed.fire()
    },
    onChange: changed.event,
    dispose: () => changed.dispose(),
  }
}
