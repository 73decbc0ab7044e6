import { expect, test } from 'vitest'
import { audioFailureNotice } from './audio-failure.ts'

/** QEMU 7.2's own words. */
const refused = `pulseaudio: pa_context_connect() failed
pulseaudio: Reason: Connection refused
pulseaudio: Failed to initialize PA contextaudio: Could not init \`pa' audio driver`
const noModule = `qemu: module audio-audio-pa not found, do you want to install qemu-system-gui package?
audio: Unknown audio driver \`pa'`

test.each([
  [refused],
  [noModule],
  ["qemu-system-x86_64: Could not init `pipewire' audio driver"],
  ['qemu-system-x86_64: Failed to create PipeWire context: Host is down'],
])('knows a death of sound: %s', (words) => {
  expect(audioFailureNotice(words)).toEqual({ code: 'SOUND_FAILED', params: {}, cause: words })
})

test.each([
  [''],
  ['qemu-system-x86_64: -blockdev {"driver":"file"}: Could not open \'/a\': No such file'],
  ['qemu-system-x86_64: error: failed to set MSR 0x10a to 0x0'],
  ['qemu-system-x86_64: -device hda-duplex: no bus'],
])('leaves others alone: %s', (words) => {
  expect(audioFailureNotice(words)).toBeNull()
})
