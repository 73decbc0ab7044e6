import type { Launch } from './parse-launch.ts'
import { helpText, misuseText } from './terminal-text.ts'

export interface Answer {
  readonly text: string
  readonly to: 'stdout' | 'stderr'
  readonly exitCode: number
}

/** What a command line is answered with that needs no app. Pure. */
export function answerTo(
  launch: Extract<Launch, { kind: 'help' | 'version' | 'misuse' }>,
  { version, env }: { readonly version: string; readonly env: NodeJS.ProcessEnv },
): Answer {
  switch (launch.kind) {
    case 'help':
      return { text: helpText(env), to: 'stdout', exitCode: 0 }
    case 'version':
      return { text: `Guesthouse ${version}\n`, to: 'stdout', exitCode: 0 }
    case 'misuse':
      return { text: misuseText(launch.misuse, env), to: 'stderr', exitCode: 2 }
  }
}
