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

    pub const BACKGROUND: Color32 = hex(0xf6_f7_f9);
    pub const PANEL: Color32 = hex(0xff_ff_ff);
    pub const SUNKEN: Color32 = hex(0xf1_f3_f6);
    pub const LINE: Color32 = hex(0xe3_e6_eb);
    pub const LINE_STRONG: Color32 = hex(0xc9_cf_d9);
    pub const TEXT: Color32 = hex(0x1b_21_30);
    pub const DIM: Color32 = hex(0x5d_67_7a);
    pub const FAINT: Color32 = hex(0x83_8c_9c);
    pub const ACCENT: Color32 = hex(0x36_57_d9);
    pub const ACCENT_STRONG: Color32 = hex(0x2a_46_b8);
    pub const ACCENT_SOFT: Color32 = hex(0xea_ee_fc);
    pub const ON_ACCENT: Color32 = hex(0xff_ff_ff);
    pub const GOOD: Color32 = hex(0x17_77_4c);
    pub const GOOD_SOFT: Color32 = hex(0xe2_f3_ea);
    pub const WARN: Color32 = hex(0xa1_5c_07);
    pub const WARN_SOFT: Color32 = hex(0xfd_f1_de);
    pub const BAD: Color32 = hex(0xb4_23_18);
    pub const BAD_STRONG: Color32 = hex(0x93_1c_13);
    pub const BAD_SOFT: Color32 = hex(0xfd_eb_e9);
    pub const SECOND: Color32 = hex(0xc2_57_0c);
    pub const BEYOND: Color32 = hex(0xfe_f9_f0);
    pub const BAND: Color32 = hex(0xe3_e8_fa);
    pub const BAR: Color32 = hex(0x98_a1_b2);
    pub const BACKDROP: Color32 = Color32::from_rgba_premultiplied(7, 8, 12, 90);
}

/// The colours of dark mode.
pub(super) mod dark {
    use super::{Color32, hex};

    pub const BACKGROUND: Color32 = hex(0x14_17_1d);
    pub const PANEL: Color32 = hex(0x1b_1f_27);
    pub const SUNKEN: Color32 = hex(0x23_28_32);
    pub const LINE: Color32 = hex(0x2b_31_3c);
    pub const LINE_STRONG: Color32 = hex(0x45_4e_5e);
    pub const TEXT: Color32 = hex(0xe8_eb_f1);
    pub const DIM: Color32 = hex(0xa2_ab_bb);
    pub const FAINT: Color32 = hex(0x7d_87_98);
    pub const ACCENT: Color32 = hex(0x8e_a6_ff);
    pub const ACCENT_STRONG: Color32 = hex(0xa9_bb_ff);
    pub const ACCENT_SOFT: Color32 = hex(0x26_30_4f);
    pub const ON_ACCENT: Color32 = hex(0x12_17_26);
    pub const GOOD: Color32 = hex(0x5f_cf_9b);
    pub const GOOD_SOFT: Color32 = hex(0x1a_35_2b);
    pub const WARN: Color32 = hex(0xf0_b3_5b);
    pub const WARN_SOFT: Color32 = hex(0x3a_2e_1a);
    pub const BAD: Color32 = hex(0xff_8f_85);
    pub const BAD_STRONG: Color32 = hex(0xff_ab_a3);
    pub const BAD_SOFT: Color32 = hex(0x42_22_22);
    pub const SECOND: Color32 = hex(0xf2_a0_6a);
    pub const BEYOND: Color32 = hex(0x24_22_20);
    pub const BAND: Color32 = hex(0x2b_30_46);
    pub const BAR: Color32 = hex(0x74_7e_90);
    pub const BACKDROP: Color32 = Color32::from_rgba_premultiplied(0, 0, 0, 140);
}
