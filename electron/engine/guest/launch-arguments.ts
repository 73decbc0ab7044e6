import type { AcceleratorChoice } from '../accel/index.ts'
import {
  buildCommandLine,
  commandLineCapabilities,
  type CommandLineInput,
} from '../command-line/index.ts'
import { cutNics } from './cut-links.ts'
import type { LaunchInput } from './launch-input.ts'

type Given = Pick<AcceleratorChoice, 'accelerator' | 'cpu'> &
  Pick<CommandLineInput, 'resources' | 'overlays' | 'withoutIoUring'>

/** QEMU's arguments for a plan, with what was found for it. Pure. */
export const launchArguments = (
  { plan, paths, qemu }: Pick<LaunchInput, 'plan' | 'paths' | 'qemu'>,
  { accelerator, cpu, resources, overlays, withoutIoUring }: Given,
): string[] =>
  buildCommandLine({
    ...{ config: plan.config, accelerator, cpu, resources, overlays, withoutIoUring },
    capabilities: commandLineCapabilities(qemu),
    machineType: plan.machineType,
    layout: plan.layout,
    incoming: plan.incoming,
    // A cable is taken out before the guest's first instruction.
    paused: plan.paused === true || cutNics(plan.config, resources).length > 0,
    disposable: plan.disposable,
    files: paths,
  })
