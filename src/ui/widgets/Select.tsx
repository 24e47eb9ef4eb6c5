import { ChevronDown } from 'lucide-react'
import styles from './Select.module.css'

export interface SelectProps<V extends string> {
  readonly label: string
  readonly value: V
  readonly options: readonly { readonly value: V; readonly text: string; readonly hint?: string }[]
  readonly onChange: (value: V) => void
  readonly className?: string
  readonly title?: string
}

/** A native select in the page's dress: keyboard, touch and screen readers get what they know. */
export function Select<V extends string>(props: SelectProps<V>) {
  const { label, value, options, onChange, className, title } = props
  return (
    <span className={[styles.frame, className].filter(Boolean).join(' ')}>
      <select
        className={styles.select}
        aria-label={label}
        title={title}
        value={value}
        onChange={(event) => onChange(event.target.value as V)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} title={option.hint}>
            {option.text}
          </option>
        ))}
      </select>
      <ChevronDown className={styles.arrow} aria-hidden />
    </span>
  )
}
