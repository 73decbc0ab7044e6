export { audioFailureNotice } from './audio-failure.ts'
export { prepareAudio, silentAudio } from './prepare-audio.ts'
export { SoundFollower } from './sound-follower.ts'
export { SoundWatch } from './sound-watch.ts'
