import type { Acceleration } from '../../../shared/domain/guest.ts'
import type { Verdict } from '../../../shared/domain/host-check.ts'
import type { Finding } from '../../../shared/domain/host-check/findings.ts'
import type { Logger } from '../../platform/logger.ts'
import type { Paths } from '../../platform/paths.ts'
import type { QemuCapabilities } from '../capabilities/index.ts'
import type { Distribution } from './distribution.ts'
import type { HostPlaces } from './places.ts'
import type { Remedy } from './remedies.ts'

export interface CheckedUser {
  readonly uid: number
  readonly gid: number
  readonly name: string
}

/** What QEMU and the processor can do. Each asks anew, which the caches on the disk make cheap. */
export interface HostProbes {
  /** Rejects with QEMU_NOT_FOUND, QEMU_TOO_OLD or QEMU_UNUSABLE. */
  qemu(): Promise<QemuCapabilities>
  /** `anew`: whatever was found since the computer was started. Rejects as `qemu` does. */
  acceleration(options?: { readonly anew?: boolean }): Promise<Acceleration>
  /** The bridges that the system daemon puts this user's machines on. Never rejects. */
  daemonBridges(): Promise<readonly string[]>
}

/** What the rows look at. */
export interface CheckedHost extends HostProbes {
  readonly user: CheckedUser
  readonly env: NodeJS.ProcessEnv
  readonly paths: Paths
  readonly logger: Logger
  readonly signal: AbortSignal
  readonly places: HostPlaces
  /** null where it is none that we know the package manager of. */
  readonly distribution: Distribution | null
  /** Where disks of new machines are made; null: in the machines' own folders. */
  readonly disksFolder: string | null
  /** Whether the desktop shows tray icons; null where nobody knows. */
  trayHost(): Promise<boolean | null>
}

/** What one row comes to. The first finding decides the verdict. */
export interface CheckResult {
  readonly verdict: Verdict
  readonly findings: readonly [Finding, ...Finding[]]
  readonly remedies: readonly Remedy[]
  /** Technical detail: a program's own words. */
  readonly cause?: string | undefined
}

/** What it rejects with makes the row "not checked", with the cause. */
export type Check = (host: CheckedHost) => Promise<CheckResult>

/** Thrown by a check that cannot be made: the row is "not checked", and this says why. */
export class Unchecked extends Error {
  override readonly name = 'Unchecked'
  readonly finding: Finding

  constructor(finding: Finding, cause?: unknown) {
    super(finding.code, cause === undefined ? undefined : { cause })
    this.finding = finding
  }
}

/** Root may do anything, which says nothing of the account that machines run as. Throws Unchecked. */
export function requireOrdinaryUser({ user }: Pick<CheckedHost, 'user'>): void {
  if (user.uid === 0) throw new Unchecked({ code: 'CHECK_NEEDS_ORDINARY_USER', params: {} })
}

/** For rows that are about a part of QEMU. Rejects with Unchecked where there is none that works. */
export const requireQemu = (host: Pick<CheckedHost, 'qemu'>): Promise<QemuCapabilities> =>
  host.qemu().catch((error: unknown) => {
    throw new Unchecked({ code: 'CHECK_NEEDS_QEMU', params: {} }, error)
  })
