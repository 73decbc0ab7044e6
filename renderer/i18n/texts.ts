export type { Texts } from '../../shared/i18n/texts.ts'
