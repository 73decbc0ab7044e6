import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ownAccount, ownFiles } from '../account/index.ts'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { type GuestConfig, guestConfigSchema } from '../../../shared/domain/guest-config.ts'
import { silentLogger } from '../../platform/logger.ts'
import { type GuestPaths, type Paths, resolvePaths } from '../../platform/paths.ts'
import type { GuestHandle, RunHandle } from '../guest/guest-handle.ts'
import type { Job } from '../jobs/job-list.ts'

export const MIB = 1024 * 1024

/** A guest's folder in a home of its own, in the hands of one operation after the other. */
export class TestGuest {
  readonly dir: string
  readonly allPaths: Paths
  readonly paths: GuestPaths
  readonly id = randomUUID()
  config: GuestConfig
  run: RunHandle | null = null
  /** Called where an operation ends QEMU. */
  onEnd: () => Promise<void> = () => Promise.reject(new Error('no QEMU to end'))
  /** Where new disks are made; null: in the guest's folder. */
  disksFolder: string | null = null
  progress: [number, number][] = []

  private constructor(dir: string) {
    this.dir = dir
    this.allPaths = resolvePaths({ HOME: dir, XDG_RUNTIME_DIR: join(dir, 'run') })
    this.paths = this.allPaths.guest(this.id)
    this.config = guestConfigSchema.parse({
      ...{ schema: 2, id: this.id, name: 'guest', memoryMiB: 128, cpus: 1, accelerator: 'tcg' },
      ...{ disks: [], cdroms: [], nics: [], serials: [], display: 'none', createdAt: 0 },
    })
  }

  static async make(): Promise<TestGuest> {
    const guest = new TestGuest(await mkdtemp(join(tmpdir(), 'gh-st-')))
    await mkdir(guest.paths.dir, { recursive: true })
    await mkdir(guest.paths.runtimeDir, { recursive: true, mode: 0o700 })
    return guest
  }

  remove(): Promise<void> {
    return rm(this.dir, { recursive: true, force: true, maxRetries: 5 })
  }

  /** A place outside of the guest's folder, as a user's own files are. */
  elsewhere(name: string): string {
    return join(this.dir, name)
  }

  files(): Promise<string[]> {
    return readdir(this.paths.dir).then((names) => names.sort())
  }

  addDisk(disk: Partial<GuestConfig['disks'][number]> & { id: string; path: string }): void {
    const common = { format: 'qcow2', readOnly: false, managed: true }
    const disks = [...this.config.disks, { ...common, ...disk }]
    this.config = guestConfigSchema.parse({ ...this.config, disks })
  }

  handle(signal: AbortSignal = new AbortController().signal): GuestHandle {
    const job: Job = { signal, progress: (done, total) => this.progress.push([done, total]) }
    return {
      ...{ paths: this.paths, allPaths: this.allPaths, logger: silentLogger, job },
      env: process.env,
      account: ownAccount(),
      files: ownFiles,
      disksFolder: () => this.disksFolder,
      config: () => this.config,
      writeConfig: async (config) => {
        this.config = guestConfigSchema.parse(config)
      },
      run: () => this.run,
      keepsPictures: () => true,
      qemu: () => Promise.reject(new GuesthouseError('QEMU_NOT_FOUND')),
      apply: () => {},
      readRunState: async () => {},
      showError: () => {},
      end: () => this.onEnd(),
    }
  }
}

/** Runs a program of QEMU's and answers its output; throws with its words where it fails. */
export const tool = (program: 'qemu-img' | 'qemu-io', ...args: string[]): string =>
  execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

export function makeQcow2(path: string, size = '16M', ...options: string[]): string {
  tool('qemu-img', 'create', '-q', '-f', 'qcow2', ...options, path, size)
  return path
}

/** Fills a part of an image with one byte. */
export const write = (path: string, byte: number, at: string, size: string, format = 'qcow2') =>
  tool('qemu-io', '-f', format, '-c', `write -P ${byte} ${at} ${size}`, path)

/** Throws where the part is not filled with that byte. */
export function verify(path: string, byte: number, at: string, size: string, format = 'qcow2') {
  const said = tool('qemu-io', '-f', format, '-c', `read -P ${byte} ${at} ${size}`, path)
  if (said.includes('Pattern verification failed')) throw new Error(said)
}
