import { X } from 'lucide-react'
import { Dialog } from 'radix-ui'
import type { ReactNode } from 'react'
import { Button } from './Button.tsx'
import styles from './Modal.module.css'

export interface ModalProps {
  readonly isOpen: boolean
  /** Left out where the reader must choose. */
  readonly onClose?: () => void
  readonly title: string
  readonly description: string
  readonly closeLabel?: string
  readonly children?: ReactNode
}

/** A dialog over the page; focus stays in it until it closes. */
export function Modal({ isOpen, onClose, title, description, closeLabel, children }: ModalProps) {
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose?.()}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.scrim} />
        <Dialog.Content className={styles.content}>
          <Dialog.Title className={styles.title}>{title}</Dialog.Title>
          <Dialog.Description className={styles.description}>{description}</Dialog.Description>
          {children}
          {onClose && closeLabel && (
            <Dialog.Close asChild>
              <Button look="quiet" className={styles.close} aria-label={closeLabel}>
                <X aria-hidden />
              </Button>
            </Dialog.Close>
          )}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
