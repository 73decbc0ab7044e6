import { rm, stat } from 'node:fs/promises'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { errorCode } from '../../platform/files.ts'
import type { Logger } from '../../platform/logger.ts'
import type { GuestPaths } from '../../platform/paths.ts'
import { findQemuImg } from '../capabilities/index.ts'
import type { FlashImage } from '../preparation/resources.ts'
import type { Firmware } from './choose-firmware.ts'
import { copyNvram, makeNvram, qcow2VirtualSize } from './make-nvram.ts'
import {
  type NvramKind,
  type NvramOrigin,
  readNvramOrigin,
  writeNvramOrigin,
} from './nvram-origin.ts'

export interface NvramRequest {
  readonly paths: GuestPaths
  readonly kind: NvramKind
  /** What fits the guest, best first; at least one. */
  readonly firmware: readonly [Firmware, ...Firmware[]]
  readonly env: NodeJS.ProcessEnv
  readonly logger: Logger
  readonly signal: AbortSignal
}

/**
 * Sees to it that the guest has variables for firmware of the kind, and says which firmware it is
 * to run. Those that it has are kept, whatever was installed since; only when the user switches
 * Secure Boot are others put in place, and the old ones are kept beside them for the way back.
 * Where all is in place no program is run. Rejects with FIRMWARE_CHANGED or as makeNvram does.
 */
export async function prepareNvram(request: NvramRequest): Promise<Firmware> {
  const { paths, kind } = request
  const [best] = request.firmware
  const { present, origin, own } = await look(request)
  if (own !== null) {
    if (origin?.code !== own.code.path) await record(request, own, true)
    return own
  }
  // While `made` is false the variables may be of either kind, and the old ones are parked already.
  if (present && origin?.made === true) await copyNvram(paths.nvram, paths.parkedNvram(origin.kind))
  await record(request, best, false)
  const parked = paths.parkedNvram(kind)
  const wayBack = await fits(parked, best)
  if (wayBack) await copyNvram(parked, paths.nvram)
  else await makeFromTemplate(request, best)
  await record(request, best, true)
  if (wayBack) await rm(parked, { force: true })
  return best
}

/** The firmware that the guest is to run, with nothing put in place. Rejects with FIRMWARE_CHANGED. */
export const planNvram = async (request: NvramRequest): Promise<Firmware> =>
  (await look(request)).own ?? request.firmware[0]

interface Found {
  readonly present: boolean
  readonly origin: NvramOrigin | null
  /** Of the variables that are there; null where they are not, or of the other kind. */
  readonly own: Firmware | null
}

async function look(request: NvramRequest): Promise<Found> {
  const { paths, kind, logger } = request
  const [present, origin] = await Promise.all([
    exists(paths.nvram),
    readNvramOrigin(paths.nvramOrigin, logger),
  ])
  const fitting = present && (origin === null || (origin.made && origin.kind === kind))
  return { present, origin, own: fitting ? await stayWith(request, origin) : null }
}

async function makeFromTemplate(request: NvramRequest, { template }: Firmware): Promise<void> {
  const { paths, env, logger, signal } = request
  const qemuImg = await findQemuImg(env)
  await makeNvram({ qemuImg, template, path: paths.nvram, signal })
  logger.info('made the NVRAM', { path: paths.nvram, template: template.path })
}

/** The firmware for variables that are there: the one that wrote them, or one of the same size. */
async function stayWith(request: NvramRequest, origin: NvramOrigin | null): Promise<Firmware> {
  const { firmware, paths } = request
  const same = firmware.find(({ code }) => code.path === origin?.code)
  if (same !== undefined) return same
  for (const candidate of firmware) if (await fits(paths.nvram, candidate)) return candidate
  throw new GuesthouseError('FIRMWARE_CHANGED', {
    path: origin?.code ?? firmware[0].code.path,
    nvram: paths.nvram,
  })
}

const record = ({ paths, kind }: NvramRequest, { code }: Firmware, made: boolean): Promise<void> =>
  writeNvramOrigin(paths.nvramOrigin, { kind, code: code.path, made })

async function exists(path: string): Promise<boolean> {
  return (await sizeOf({ path, format: 'raw' })) !== null
}

async function fits(nvram: string, { template }: Firmware): Promise<boolean> {
  const [size, wanted] = await Promise.all([
    sizeOf({ path: nvram, format: 'qcow2' }),
    sizeOf(template),
  ])
  return size !== null && size === wanted
}

/** What the guest sees of an image, in bytes; null where there is none. */
export async function sizeOf({ path, format }: FlashImage): Promise<number | null> {
  try {
    return format === 'raw' ? (await stat(path)).size : await qcow2VirtualSize(path)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw new GuesthouseError('NVRAM_FAILED', { path }, error)
  }
}
