/** An icon button: an icon to see, a name to hear and to read while pointing. */
import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';

interface IconButtonProps extends ComponentProps<'button'> {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly pressed?: boolean;
}

export function IconButton({ icon: Picture, label, pressed, className = '', ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      className={`icon ${className}`}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      {...rest}
    >
      <Picture aria-hidden="true" />
    </button>
  );
}
