import * as z from 'zod/mini'
import { filePathSchema } from '../../../shared/domain/guest-config.ts'

/** Bytes of an argument; Linux takes no longer one (MAX_ARG_STRLEN). */
const ARGUMENT_MAX = 128 * 1024
const nameSchema = z.string().check(z.minLength(1), z.maxLength(ARGUMENT_MAX))
const start = {
  /** Without a window, in the tray. */
  hidden: z.boolean(),
  /** By the desktop, as its user logs in: machines that are to start then do. */
  atLogin: z.boolean(),
}

/** What the app is started for. A second start hands it to the first, so it is checked there. */
export const errandSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('window'), ...start }),
  /** Without a name, the machine that choose.ts chooses. */
  z.object({ kind: z.literal('quick-start'), name: z.nullable(nameSchema), ...start }),
  /** By its name or id. */
  z.object({ kind: z.literal('guest'), name: nameSchema }),
  z.object({ kind: z.literal('new-machine'), file: z.nullable(filePathSchema) }),
])
export type Errand = z.infer<typeof errandSchema>

export const isHidden = (errand: Errand): boolean => 'hidden' in errand && errand.hidden
export const isAtLogin = (errand: Errand): boolean => 'atLogin' in errand && errand.atLogin

/** The command line of an errand, which parseLaunch reads back. */
export function argumentsOf(errand: Errand): string[] {
  switch (errand.kind) {
    case 'window':
      return startFlags(errand)
    case 'quick-start': {
      const flag = errand.name === null ? '--quick-start' : `--quick-start=${errand.name}`
      return [...startFlags(errand), flag]
    }
    case 'guest':
      return [`--open=${errand.name}`]
    case 'new-machine':
      return [errand.file === null ? '--new' : `--new=${errand.file}`]
  }
}

const startFlags = ({ hidden, atLogin }: { hidden: boolean; atLogin: boolean }): string[] => [
  ...(atLogin ? ['--at-login'] : []),
  ...(hidden ? ['--hidden'] : []),
]
