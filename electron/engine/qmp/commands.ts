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
    readonly image: {
      readonly 'virtual-size': number
      readonly snapshots?: readonly { readonly name: string; readonly 'vm-state-size': number }[]
    }
    readonly backing_file?: string
  }
}

/** qapi/block-core.json, BlockStats, in part: since QEMU started */
export interface QmpBlockStats {
  /** The device that has it open; absent for nodes that are used by nothing but other nodes. */
  readonly qdev?: string
  readonly stats: {
    readonly rd_bytes: number
    readonly wr_bytes: number
    readonly rd_operations: number
    readonly wr_operations: number
  }
}

/** qapi/machine.json, CpuInfoFast, in part */
export interface QmpCpuInfo {
  readonly 'cpu-index': number
  readonly 'qom-path': string
  readonly 'thread-id': number
}

/** qapi/machine-target.json, CpuDefinitionInfo, in part */
export interface QmpCpuDefinition {
  readonly name: string
  readonly static: boolean
  /** Features that a guest would go without; absent where QEMU does not know. */
  readonly 'unavailable-features'?: readonly string[]
  readonly 'alias-of'?: string
  readonly deprecated?: boolean
}

/** qapi/job.json, JobInfo */
export interface QmpJobInfo {
  readonly id: string
  readonly type: string
  readonly status: string
  readonly 'current-progress': number
  readonly 'total-progress': number
  readonly error?: string
}

type SnapshotArguments = {
  readonly 'job-id': string
  readonly tag: string
  readonly devices: readonly string[]
}

/** qapi/migration.json, MigrationInfo, in part; without `status` where nothing was migrated yet. */
export interface QmpMigrationInfo {
  readonly status?: string
  /** bytes */
  readonly ram?: {
    readonly total: number
    readonly remaining: number
    readonly transferred: number
  }
  readonly 'error-desc'?: string
  /** Since 6.0; absent where nothing is in the way. */
  readonly 'blocked-reasons'?: readonly string[]
}

/** qapi/migration.json, MigrationChannel; since 8.2, in part */
export interface QmpMigrationChannel {
  readonly 'channel-type': 'main'
  readonly addr: { readonly transport: 'file'; readonly filename: string; readonly offset: number }
}

type QmpMigrationCapabilities = readonly { readonly capability: string; readonly state: boolean }[]
type QmpMigrationTarget =
  | { readonly uri: string }
  | { readonly channels: readonly QmpMigrationChannel[] }

/** Whatever a property holds. */
type QmpValue =
  | string
  | number
  | boolean
  | null
  | readonly QmpValue[]
  | { readonly [key: string]: QmpValue }

/** Arguments that QEMU checks itself: the fields follow from the driver or type. */
type QmpProperties = Readonly<Record<string, unknown>>

/** qapi/pci.json, PciInfo, in part */
export interface QmpPciBus {
  readonly bus: number
  readonly devices: readonly { readonly slot: number; readonly qdev_id: string }[]
}

/** qapi/introspect.json, SchemaInfo, in part. A type's name is a number; a command's is its own. */
export interface QmpSchemaEntry {
  readonly name: string
  readonly 'meta-type': string
  /** Of a command: the type of its arguments. */
  readonly 'arg-type'?: string
  /** Of an object */
  readonly members?: readonly { readonly name: string; readonly type: string }[]
  readonly variants?: readonly { readonly case: string; readonly type: string }[]
  /** Of an enumeration */
  readonly values?: readonly string[]
}

export interface QmpCommands {
  'query-version': Command<None, QmpVersion>
  /** `status` is a RunState (qapi/run-state.json). */
  'query-status': Command<None, { readonly running: boolean; readonly status: string }>
  'query-kvm': Command<None, { readonly enabled: boolean; readonly present: boolean }>
  'query-cpus-fast': Command<None, readonly QmpCpuInfo[]>
  'query-block': Command<None, readonly QmpBlockInfo[]>
  'query-blockstats': Command<None, readonly QmpBlockStats[]>
  /** qapi/machine.json, BalloonInfo, in bytes; refused where there is no balloon. */
  'query-balloon': Command<None, { readonly actual: number }>
  /** qapi/job.json */
  'query-jobs': Command<None, readonly QmpJobInfo[]>
  'job-cancel': Command<{ readonly id: string }, Nothing>
  'job-dismiss': Command<{ readonly id: string }, Nothing>
  /** qapi/migration.json, snapshot-save: a job. `vmstate` and `devices` name block nodes. */
  'snapshot-save': Command<SnapshotArguments & { readonly vmstate: string }, Nothing>
  'snapshot-load': Command<SnapshotArguments & { readonly vmstate: string }, Nothing>
  'snapshot-delete': Command<SnapshotArguments, Nothing>
  /** qapi/transaction.json, in part: all of them or none. */
  transaction: Command<
    {
      readonly actions: readonly {
        readonly type: 'blockdev-snapshot-internal-sync'
        readonly data: { readonly device: string; readonly name: string }
      }[]
    },
    Nothing
  >
  /** qapi/block-core.json; `size` in bytes. */
  block_resize: Command<{ readonly 'node-name': string; readonly size: number }, Nothing>
  /** qapi/qdev.json. `driver`, `id`, `bus`, and what the driver has as properties. */
  device_add: Command<QmpProperties, Nothing>
  /** Asks for it: DEVICE_DELETED follows when the device is gone. */
  device_del: Command<{ readonly id: string }, Nothing>
  /** qapi/qom.json: `qom-type`, `id`, and what the type has. */
  'object-add': Command<QmpProperties, Nothing>
  'object-del': Command<{ readonly id: string }, Nothing>
  'qom-list': Command<{ readonly path: string }, readonly QmpObjectProperty[]>
  /** qapi/net.json: `type`, `id`, and what the type has. */
  netdev_add: Command<QmpProperties, Nothing>
  netdev_del: Command<{ readonly id: string }, Nothing>
  /** `name`: of a NIC or a netdev. */
  set_link: Command<{ readonly name: string; readonly up: boolean }, Nothing>
  /** qapi/block-core.json: `driver`, `node-name`, and what the driver has. */
  'blockdev-add': Command<QmpProperties, Nothing>
  'blockdev-del': Command<{ readonly 'node-name': string }, Nothing>
  /** Of the nodes alone where `flat` is given, without those below them. */
  'query-named-block-nodes': Command<
    { readonly flat: boolean },
    readonly { readonly 'node-name': string; readonly file: string }[]
  >
  /** qapi/block.json; `id` is the drive's. Without `force` a locked tray is asked for alone. */
  'blockdev-open-tray': Command<{ readonly id: string; readonly force: boolean }, Nothing>
  'blockdev-close-tray': Command<{ readonly id: string }, Nothing>
  'blockdev-remove-medium': Command<{ readonly id: string }, Nothing>
  'blockdev-insert-medium': Command<{ readonly id: string; readonly 'node-name': string }, Nothing>
  'query-pci': Command<None, readonly QmpPciBus[]>
  /** qapi/machine.json, MemoryInfo, in bytes: without the balloon's effect */
  'query-memory-size-summary': Command<None, { readonly 'base-memory': number }>
  /** `value`: how many bytes the guest is to make do with. */
  balloon: Command<{ readonly value: number }, Nothing>
  /** Presses the ACPI power button; the guest decides what it does. */
  system_powerdown: Command<None, Nothing>
  system_reset: Command<None, Nothing>
  stop: Command<None, Nothing>
  cont: Command<None, Nothing>
  /** QEMU answers, then ends. */
  quit: Command<None, Nothing>
  /** `frontend-open`: a channel's other end, in the guest, is held open by a program. */
  'query-chardev': Command<
    None,
    readonly {
      readonly label: string
      readonly filename: string
      readonly 'frontend-open': boolean
    }[]
  >
  'chardev-add': Command<
    { readonly id: string; readonly backend: object },
    { readonly pty?: string }
  >
  'chardev-remove': Command<{ readonly id: string }, Nothing>
  'query-migrate': Command<None, QmpMigrationInfo>
  'query-migrate-capabilities': Command<None, QmpMigrationCapabilities>
  'migrate-set-capabilities': Command<{ readonly capabilities: QmpMigrationCapabilities }, Nothing>
  /** bytes/s; 0 is no limit. */
  'migrate-set-parameters': Command<{ readonly 'max-bandwidth': number }, Nothing>
  migrate: Command<QmpMigrationTarget, Nothing>
  'migrate-incoming': Command<QmpMigrationTarget, Nothing>
  migrate_cancel: Command<None, Nothing>
  'qom-list-types': Command<
    { readonly implements?: string; readonly abstract?: boolean },
    readonly QmpObjectType[]
  >
  /** qapi/machine.json, MachineInfo, in part */
  'query-machines': Command<None, readonly { readonly name: string }[]>
  /** qapi/machine-target.json: under the accelerator that QEMU was started with. */
  'query-cpu-definitions': Command<None, readonly QmpCpuDefinition[]>
  'query-qmp-schema': Command<None, readonly QmpSchemaEntry[]>
  'qom-get': Command<{ readonly path: string; readonly property: string }, QmpValue>
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
