import type { ButtonHTMLAttributes, Ref } from 'react'
import styles from './Button.module.css'

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `primary`: the one thing to press; `quiet`: no frame until the pointer comes. */
  readonly look?: 'primary' | 'plain' | 'quiet'
  readonly size?: 'small' | 'medium'
  readonly ref?: Ref<HTMLButtonElement>
}

/** The page's button; `type="button"` unless told otherwise. */
export function Button({ look = 'plain', size = 'medium', className, ...rest }: ButtonProps) {
  const classes = [styles.button, styles[look], styles[size], className].filter(Boolean).join(' ')
  return <button type="button" className={classes} {...rest} />
}
