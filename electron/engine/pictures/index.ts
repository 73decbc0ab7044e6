export { copyPicture, keepPicture } from './kept-picture.ts'
export { takeBefore } from './take-before.ts'
