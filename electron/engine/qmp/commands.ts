/** What a command takes and answers, of qapi/*.json as of QEMU 6.2; only what we use. */
interface Command<Arguments, Return> {
  readonly arguments: Arguments
  readonly return: Return
}

/** A command that takes no arguments. */
type None = undefined
/** A command whose answer is an empty object. */
type Nothing = Readonly<Record<string, never>>

/** qapi/control.json, VersionTriple and VersionInfo */
export interface QmpVersion {
  readonly qemu: { readonly major: number; readonly minor: number; readonly micro: number }
  readonly package: string
}

/** qapi/qom.json, ObjectTypeInfo */
export interface QmpObjectType {
  readonly name: string
  readonly abstract?: boolean
  readonly parent?: string
}

/** qapi/qom.json, ObjectPropertyInfo */
export interface QmpObjectProperty {
  readonly name: string
  readonly type: string
  readonly description?: string
  readonly 'default-value'?: unknown
}

/** qapi/block-core.json, BlockInfo, in part */
export interface QmpBlockInfo {
  readonly device: string
  readonly qdev?: string
  readonly removable: boolean
  readonly locked: boolean
  readonly tray_open?: boolean
  readonly 'io-status'?: 'ok' | 'failed' | 'nospace'
  readonly inserted?: {
    readonly file: string
    readonly 'node-name'?: string
    readonly ro: boolean
    readonly drv: string
    readonly backing_file?: string
  }
}

/** qapi/machine.json, CpuInfoFast, in part */
export interface QmpCpuInfo {
  readonly 'cpu-index': number
  readonly 'qom-path': string
  readonly 'thread-id': number
}

export interface QmpCommands {
  'query-version': Command<None, QmpVersion>
  /** `status` is a RunState (qapi/run-state.json). */
  'query-status': Command<None, { readonly running: boolean; readonly status: string }>
  'query-kvm': Command<None, { readonly enabled: boolean; readonly present: boolean }>
  'query-cpus-fast': Command<None, readonly QmpCpuInfo[]>
  'query-block': Command<None, readonly QmpBlockInfo[]>
  /** Presses the ACPI power button; the guest decides what it does. */
  system_powerdown: Command<None, Nothing>
  system_reset: Command<None, Nothing>
  stop: Command<None, Nothing>
  cont: Command<None, Nothing>
  /** QEMU answers, then ends. */
  quit: Command<None, Nothing>
  'qom-list-types': Command<
    { readonly implements?: string; readonly abstract?: boolean },
    readonly QmpObjectType[]
  >
  'device-list-properties': Command<{ readonly typename: string }, readonly QmpObjectProperty[]>
  /** `filename` is a path that QEMU opens; `format` since 7.1. */
  screendump: Command<
    {
      readonly filename: string
      readonly device?: string
      readonly head?: number
      readonly format?: 'ppm' | 'png'
    },
    Nothing
  >
  /** Answers what the human monitor prints; an error is text too. */
  'human-monitor-command': Command<
    { readonly 'command-line': string; readonly 'cpu-index'?: number },
    string
  >
}

export type QmpCommandName = keyof QmpCommands
export type QmpReturn<C extends QmpCommandName> = QmpCommands[C]['return']

export interface ExecuteOptions {
  /** ms; instead of the connection's own. */
  readonly timeoutMs?: number
}

/** The arguments come first; a command without any takes none or `undefined`. */
export type ExecuteParameters<C extends QmpCommandName> = QmpCommands[C]['arguments'] extends None
  ? [args?: undefined, options?: ExecuteOptions]
  : [args: QmpCommands[C]['arguments'], options?: ExecuteOptions]
