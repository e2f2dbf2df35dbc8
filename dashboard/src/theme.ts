import { createTheme, Modal, type MantineColorsTuple } from '@mantine/core';

const ward: MantineColorsTuple = ['#e6f4f3', '#cbe7e5', '#9fd3cf', '#6dbcb7', '#43a6a1', '#22918d', '#0f7d7a', '#0b6867', '#0a5555', '#083f40'];
const gray: MantineColorsTuple = ['#f6f8f9', '#edf1f3', '#e0e6e9', '#cfd8dc', '#b2bfc5', '#8998a0', '#62727a', '#495961', '#303c43', '#1b2429'];
const dark: MantineColorsTuple = ['#dbe3e7', '#b7c3c9', '#93a3ab', '#667780', '#43525a', '#324047', '#212c32', '#172025', '#11191d', '#0c1215'];

export const theme = createTheme({
  primaryColor: 'ward',
  primaryShade: { light: 7, dark: 6 },
  colors: { ward, gray, dark },
  defaultRadius: 'md',
  radius: { sm: '4px', md: '6px' },
  fontFamily: '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SFMono-Regular", Menlo, Consolas, "Liberation Mono", monospace',
  headings: { fontWeight: '650' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: { Modal: Modal.extend({ defaultProps: { centered: true, lockScroll: false, closeButtonProps: { 'aria-label': 'Close' } } }) },
});
