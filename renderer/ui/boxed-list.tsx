import type { ComponentProps } from 'react'
import css from './boxed-list.module.css'

/** A list in a frame, its items parted by hairlines. */
export function BoxedList(props: Omit<ComponentProps<'ul'>, 'className'>) {
  return <ul {...props} className={css.list} />
}
