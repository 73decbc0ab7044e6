import type { Notice } from '../../../shared/domain/notices.ts'
import { type Prepared, prepareResources } from '../preparation/prepare-resources.ts'
import { type HelperProcess, spawnHelper } from '../process/helper-process.ts'
import type { RunRecord } from '../store/run-file.ts'
import type { LaunchInput } from './launch-input.ts'

/** Finds and starts what a run needs beside QEMU, and knows what has to be ended again. */
export class Gathering {
  readonly helpers: HelperProcess[] = []
  readonly notices: Notice[] = []
  readonly #input: LaunchInput

  constructor(input: LaunchInput) {
    this.#input = input
  }

  gather(): Promise<Prepared> {
    const { plan, paths, qemu, context, signal } = this.#input
    const { env, logger, paths: allPaths } = context
    return prepareResources({
      ...{ config: plan.config, paths, allPaths, qemu, env, logger, signal },
      slirpNics: plan.slirpNics,
      startHelper: async (spec) => {
        signal.throwIfAborted()
        const helper = await spawnHelper(spec)
        this.helpers.push(helper)
        return helper
      },
      notice: (notice) => this.notices.push(notice),
    })
  }

  recorded(): RunRecord['helpers'] {
    return this.helpers.map(({ name, identity }) => ({ name, process: identity }))
  }
}
