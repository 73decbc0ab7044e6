import {
  CopyPlus,
  Eraser,
  Pause,
  Pencil,
  Play,
  Power,
  PowerOff,
  RotateCcw,
  Save,
  Tag,
  Trash2,
} from 'lucide-react'
import type { ReactNode } from 'react'
import type { OfferedAction } from './guest-commands.ts'

export const actionIcons: Record<OfferedAction, ReactNode> = {
  start: <Play size={16} fill="currentColor" />,
  resume: <Play size={16} fill="currentColor" />,
  pause: <Pause size={16} fill="currentColor" />,
  shutdown: <Power size={16} />,
  save: <Save size={16} />,
  'power-off': <PowerOff size={16} />,
  reset: <RotateCcw size={16} />,
  'discard-saved': <Eraser size={16} />,
  clone: <CopyPlus size={16} />,
  describe: <Tag size={16} />,
  rename: <Pencil size={16} />,
  delete: <Trash2 size={16} />,
}
