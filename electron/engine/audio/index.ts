export { audioFailureNotice } from './audio-failure.ts'
export { lookForServers, prepareAudio, serverFor, silentAudio } from './prepare-audio.ts'
export { SoundFollower } from './sound-follower.ts'
export { SoundWatch } from './sound-watch.ts'
