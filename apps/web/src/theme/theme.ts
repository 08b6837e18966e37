import { createTheme, type MantineThemeOverride } from '@mantine/core';

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
    Modal: {
      defaultProps: {
        centered: true,
        // Scrolling is locked by base.css: the lock of Mantine injects a style element.
        lockScroll: false,
        radius: 'var(--radius)',
        transitionProps: { transition: 'fade', duration: 140 },
      },
    },
    TextInput: { defaultProps: { size: 'sm' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { size: 'sm' } },
    NativeSelect: { defaultProps: { size: 'sm' } },
    Button: { defaultProps: { size: 'sm' } },
  },
});
