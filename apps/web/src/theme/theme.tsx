import { createTheme, type MantineThemeOverride } from '@mantine/core';
import { ChevronDown } from 'lucide-react';

/** One shade for all: which one it is decides `tokens.css`, for light and dark. */
function shades(variable: string) {
  const shade = `var(--${variable})`;
  return [shade, shade, shade, shade, shade, shade, shade, shade, shade, shade] as const;
}

/** Mantine's theme, made from the variables of `tokens.css`; `mantine.css` says the rest. */
export const theme: MantineThemeOverride = createTheme({
  primaryColor: 'accent',
  colors: { accent: shades('accent'), danger: shades('danger') },
  cursorType: 'pointer',
  defaultRadius: 'var(--radius-control)',
  respectReducedMotion: true,
  components: {
    ModalRoot: {
      defaultProps: {
        centered: true,
        // Scrolling is locked by base.css: the lock of Mantine injects a style element.
        lockScroll: false,
        radius: 'var(--radius)',
        transitionProps: { transition: 'fade', duration: 140 },
      },
    },
    TextInput: { defaultProps: { size: 'sm' } },
    PasswordInput: {
      defaultProps: {
        size: 'sm',
        // Mantine takes it out of the order of focus; a keyboard should reach it too.
        visibilityToggleButtonProps: { tabIndex: 0, 'aria-label': 'Show the password' },
      },
    },
    Textarea: { defaultProps: { size: 'sm' } },
    NativeSelect: {
      defaultProps: {
        size: 'sm',
        rightSection: <ChevronDown size={16} strokeWidth={1.5} aria-hidden="true" />,
      },
    },
    Button: { defaultProps: { size: 'sm', variant: 'filled' } },
  },
});
