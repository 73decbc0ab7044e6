import type { Notice } from '../../../shared/domain/notices.ts'

/**
 * What QEMU prints where it cannot open a sound server or has no driver for it: 7.2 "Could not init
 * `pa' audio driver", "Unknown audio driver `pa'", "pulseaudio: Reason: Connection refused"; 8.1 and
 * later "Failed to create PipeWire context" and the like.
 */
const AUDIO_WORDS = /audio driver|^.*pulseaudio: |PA context|pipewire/im

/**
 * Where QEMU's last words say that it ended because of sound: what to tell the user of a guest that
 * then runs without. null where it ended of something else.
 */
export function audioFailureNotice(stderr: string): Notice | null {
  if (!AUDIO_WORDS.test(stderr)) return null
  return { code: 'SOUND_FAILED', params: {}, cause: stderr.trim() }
}
