export { copyPicture, keepPicture } from './kept-picture.ts'
export { Pictures } from './pictures.ts'
export type { PicturesApi } from './pictures-api.ts'
export { takeBefore } from './take-before.ts'
