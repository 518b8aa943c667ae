//! The raw colours, the only place in the window that spells them out. Everything else speaks of
//! what a colour is for: see [`super::Theme`].

use egui::Color32;

/// A colour written as `0xRRGGBB`.
const fn hex(rgb: u32) -> Color32 {
    Color32::from_rgb((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
}

/// The colours of light mode.
pub(super) mod light {
    use super::{Color32, hex};

    pub const BACKGROUND: Color32 = hex(0xf6f7f9);
    pub const PANEL: Color32 = hex(0xffffff);
    pub const SUNKEN: Color32 = hex(0xf1f3f6);
    pub const LINE: Color32 = hex(0xe3e6eb);
    pub const LINE_STRONG: Color32 = hex(0xc9cfd9);
    pub const TEXT: Color32 = hex(0x1b2130);
    pub const DIM: Color32 = hex(0x5d677a);
    pub const FAINT: Color32 = hex(0x656f80);
    pub const ACCENT: Color32 = hex(0x3657d9);
    pub const ACCENT_STRONG: Color32 = hex(0x2a46b8);
    pub const ACCENT_SOFT: Color32 = hex(0xeaeefc);
    pub const ON_ACCENT: Color32 = hex(0xffffff);
    pub const GOOD: Color32 = hex(0x17774c);
    pub const GOOD_SOFT: Color32 = hex(0xe2f3ea);
    pub const WARN: Color32 = hex(0xa15c07);
    pub const WARN_SOFT: Color32 = hex(0xfdf1de);
    pub const BAD: Color32 = hex(0xb42318);
    pub const BAD_STRONG: Color32 = hex(0x931c13);
    pub const BAD_SOFT: Color32 = hex(0xfdebe9);
    pub const SECOND: Color32 = hex(0xc2570c);
    pub const BEYOND: Color32 = Color32::from_rgba_premultiplied(17, 11, 1, 18);
    pub const BAND: Color32 = Color32::from_rgba_premultiplied(8, 12, 31, 36);
    pub const BAR: Color32 = hex(0x868f9f);
    pub const BACKDROP: Color32 = Color32::from_rgba_premultiplied(7, 8, 12, 90);
}

/// The colours of dark mode.
pub(super) mod dark {
    use super::{Color32, hex};

    pub const BACKGROUND: Color32 = hex(0x14171d);
    pub const PANEL: Color32 = hex(0x1b1f27);
    pub const SUNKEN: Color32 = hex(0x232832);
    pub const LINE: Color32 = hex(0x2b313c);
    pub const LINE_STRONG: Color32 = hex(0x454e5e);
    pub const TEXT: Color32 = hex(0xe8ebf1);
    pub const DIM: Color32 = hex(0xa2abbb);
    pub const FAINT: Color32 = hex(0x858fa0);
    pub const ACCENT: Color32 = hex(0x8ea6ff);
    pub const ACCENT_STRONG: Color32 = hex(0xa9bbff);
    pub const ACCENT_SOFT: Color32 = hex(0x26304f);
    pub const ON_ACCENT: Color32 = hex(0x121726);
    pub const GOOD: Color32 = hex(0x5fcf9b);
    pub const GOOD_SOFT: Color32 = hex(0x1a352b);
    pub const WARN: Color32 = hex(0xf0b35b);
    pub const WARN_SOFT: Color32 = hex(0x3a2e1a);
    pub const BAD: Color32 = hex(0xff8f85);
    pub const BAD_STRONG: Color32 = hex(0xffaba3);
    pub const BAD_SOFT: Color32 = hex(0x422222);
    pub const SECOND: Color32 = hex(0xf2a06a);
    pub const BEYOND: Color32 = Color32::from_rgba_premultiplied(12, 8, 0, 12);
    pub const BAND: Color32 = Color32::from_rgba_premultiplied(17, 20, 30, 30);
    pub const BAR: Color32 = hex(0x747e90);
    pub const BACKDROP: Color32 = Color32::from_rgba_premultiplied(0, 0, 0, 140);
}

/// The colours of light mode in high contrast.
pub(super) mod light_contrast {
    use super::{Color32, hex};

    pub const BACKGROUND: Color32 = hex(0xffffff);
    pub const PANEL: Color32 = hex(0xffffff);
    pub const SUNKEN: Color32 = hex(0xe9ecf2);
    pub const LINE: Color32 = hex(0x6b7485);
    pub const LINE_STRONG: Color32 = hex(0x000000);
    pub const TEXT: Color32 = hex(0x000000);
    pub const DIM: Color32 = hex(0x2f3747);
    pub const FAINT: Color32 = hex(0x3d4658);
    pub const ACCENT: Color32 = hex(0x0b2fa8);
    pub const ACCENT_STRONG: Color32 = hex(0x061f78);
    pub const ACCENT_SOFT: Color32 = hex(0xe3e9ff);
    pub const ON_ACCENT: Color32 = hex(0xffffff);
    pub const GOOD: Color32 = hex(0x0a5230);
    pub const GOOD_SOFT: Color32 = hex(0xdff5e9);
    pub const WARN: Color32 = hex(0x6b3a00);
    pub const WARN_SOFT: Color32 = hex(0xffefd6);
    pub const BAD: Color32 = hex(0x8c1410);
    pub const BAD_STRONG: Color32 = hex(0x6a0d0a);
    pub const BAD_SOFT: Color32 = hex(0xffe6e3);
    pub const SECOND: Color32 = hex(0x9a3b00);
    pub const BEYOND: Color32 = Color32::from_rgba_premultiplied(17, 11, 1, 18);
    pub const BAND: Color32 = Color32::from_rgba_premultiplied(8, 12, 31, 48);
    pub const BAR: Color32 = hex(0x596274);
    pub const BACKDROP: Color32 = Color32::from_rgba_premultiplied(0, 0, 0, 130);
}

/// The colours of dark mode in high contrast.
pub(super) mod dark_contrast {
    use super::{Color32, hex};

    pub const BACKGROUND: Color32 = hex(0x000000);
    pub const PANEL: Color32 = hex(0x0b0d12);
    pub const SUNKEN: Color32 = hex(0x232832);
    pub const LINE: Color32 = hex(0x8f99ab);
    pub const LINE_STRONG: Color32 = hex(0xffffff);
    pub const TEXT: Color32 = hex(0xffffff);
    pub const DIM: Color32 = hex(0xd8dbe0);
    pub const FAINT: Color32 = hex(0xbcc4d1);
    pub const ACCENT: Color32 = hex(0xb3c3ff);
    pub const ACCENT_STRONG: Color32 = hex(0xd3dcff);
    pub const ACCENT_SOFT: Color32 = hex(0x18234a);
    pub const ON_ACCENT: Color32 = hex(0x000000);
    pub const GOOD: Color32 = hex(0x7df0bb);
    pub const GOOD_SOFT: Color32 = hex(0x0c2a1e);
    pub const WARN: Color32 = hex(0xffcb85);
    pub const WARN_SOFT: Color32 = hex(0x332409);
    pub const BAD: Color32 = hex(0xffb4ac);
    pub const BAD_STRONG: Color32 = hex(0xffd0cb);
    pub const BAD_SOFT: Color32 = hex(0x3c1512);
    pub const SECOND: Color32 = hex(0xffb27d);
    pub const BEYOND: Color32 = Color32::from_rgba_premultiplied(16, 11, 0, 16);
    pub const BAND: Color32 = Color32::from_rgba_premultiplied(26, 30, 44, 44);
    pub const BAR: Color32 = hex(0x98a1b2);
    pub const BACKDROP: Color32 = Color32::from_rgba_premultiplied(0, 0, 0, 190);
}
