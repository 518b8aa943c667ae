//! Names from several scripts and places to live, for [`super::people`].

/// A name as the person writes it, and in plain Latin letters for the e-mail address.
pub(super) type Name = (&'static str, &'static str);

/// First and last names that go together.
pub(super) struct Culture {
    pub(super) women: &'static [Name],
    pub(super) men: &'static [Name],
    pub(super) last: &'static [Name],
}

#[rustfmt::skip]
pub(super) const CULTURES: [Culture; 9] = [
    // English
    Culture {
        women: &[("Olivia", "olivia"), ("Emma", "emma"), ("Ava", "ava"), ("Grace", "grace"), ("Zoe", "zoe"), ("Mia", "mia"), ("Hannah", "hannah"), ("Ruth", "ruth"), ("Siobhán", "siobhan"), ("Mary-Ann", "mary-ann"), ("Nora", "nora"), ("Ella", "ella")],
        men: &[("Liam", "liam"), ("Noah", "noah"), ("Jack", "jack"), ("Owen", "owen"), ("Henry", "henry"), ("Samuel", "samuel"), ("Theo", "theo"), ("Arthur", "arthur"), ("Isaac", "isaac"), ("Dylan", "dylan"), ("Caleb", "caleb"), ("Ned", "ned")],
        last: &[("Smith", "smith"), ("Jones", "jones"), ("O'Brien", "obrien"), ("Taylor", "taylor"), ("Walker", "walker"), ("Hughes", "hughes"), ("Mitchell", "mitchell"), ("Carter", "carter"), ("Reed", "reed"), ("Price", "price"), ("St. John", "stjohn"), ("MacLeod", "macleod"), ("Fletcher", "fletcher"), ("Hill-Baker", "hill-baker"), ("Young", "young"), ("Ward", "ward")],
    },
    // Spanish
    Culture {
        women: &[("María José", "mariajose"), ("Lucía", "lucia"), ("Carmen", "carmen"), ("Begoña", "begona"), ("Sofía", "sofia")],
        men: &[("José", "jose"), ("Íñigo", "inigo"), ("Andrés", "andres"), ("Mateo", "mateo"), ("Raúl", "raul")],
        last: &[("García", "garcia"), ("Muñoz", "munoz"), ("Peña", "pena"), ("de la Cruz", "delacruz"), ("Ibáñez", "ibanez"), ("Núñez", "nunez")],
    },
    // German
    Culture {
        women: &[("Jördis", "joerdis"), ("Anke", "anke"), ("Lena", "lena"), ("Käthe", "kaethe"), ("Marie", "marie"), ("Greta", "greta")],
        men: &[("Jürgen", "juergen"), ("Björn", "bjoern"), ("Felix", "felix"), ("Lukas", "lukas"), ("Matthias", "matthias"), ("Uwe", "uwe")],
        last: &[("Müller", "mueller"), ("Weiß", "weiss"), ("Schäfer", "schaefer"), ("Köhler", "koehler"), ("von Berg", "vonberg"), ("Fischer", "fischer"), ("Wagner", "wagner"), ("Groß", "gross")],
    },
    // French
    Culture {
        women: &[("Chloé", "chloe"), ("Hélène", "helene"), ("Anaïs", "anais"), ("Camille", "camille"), ("Françoise", "francoise")],
        men: &[("François", "francois"), ("Loïc", "loic"), ("Jérôme", "jerome"), ("Hugo", "hugo"), ("Étienne", "etienne")],
        last: &[("Lefèvre", "lefevre"), ("D'Arcy", "darcy"), ("Moreau", "moreau"), ("Dubois", "dubois"), ("Noël", "noel"), ("Garçon", "garcon")],
    },
    // Nordic
    Culture {
        women: &[("Åsa", "asa"), ("Sølvi", "solvi"), ("Linnéa", "linnea"), ("Märta", "marta")],
        men: &[("Göran", "goran"), ("Håkan", "hakan"), ("Søren", "soren"), ("Nils", "nils")],
        last: &[("Åkesson", "akesson"), ("Lindström", "lindstrom"), ("Bjørnstad", "bjornstad"), ("Nilsson", "nilsson")],
    },
    // Chinese and Japanese
    Culture {
        women: &[("芳", "fang"), ("秀英", "xiuying"), ("美咲", "misaki"), ("结衣", "jieyi")],
        men: &[("伟", "wei"), ("磊", "lei"), ("健太", "kenta"), ("翔", "sho")],
        last: &[("王", "wang"), ("李", "li"), ("欧阳", "ouyang"), ("佐藤", "sato"), ("田中", "tanaka")],
    },
    // Arabic
    Culture {
        women: &[("فاطمة", "fatima"), ("مريم", "maryam"), ("ليلى", "layla"), ("نور", "nour")],
        men: &[("محمد", "mohammed"), ("عمر", "omar"), ("يوسف", "yusuf"), ("خالد", "khalid")],
        last: &[("الحسن", "alhassan"), ("حداد", "haddad"), ("منصور", "mansour"), ("النجار", "alnajjar")],
    },
    // Cyrillic and Greek
    Culture {
        women: &[("Олена", "olena"), ("Ірина", "iryna"), ("Ελένη", "eleni"), ("Дарина", "daryna")],
        men: &[("Андрій", "andriy"), ("Тарас", "taras"), ("Γιώργος", "giorgos"), ("Милан", "milan")],
        last: &[("Шевченко", "shevchenko"), ("Коваль", "koval"), ("Бондар", "bondar"), ("Παππάς", "pappas")],
    },
    // Indian
    Culture {
        women: &[("Priya", "priya"), ("अनन्या", "ananya"), ("Kavya", "kavya"), ("Meera", "meera")],
        men: &[("Arjun", "arjun"), ("रोहन", "rohan"), ("Vikram", "vikram"), ("Sanjay", "sanjay")],
        last: &[("Sharma", "sharma"), ("Patel", "patel"), ("शर्मा", "sharma"), ("Iyer", "iyer")],
    },
];

/// Which telephone numbers a country keeps for stories, so that none of ours rings anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fiction {
    /// North America: 555-0100 to 555-0199 in these area codes.
    NorthAmerica(&'static [u16]),
    /// Britain: 07700 900000 to 900999 (Ofcom).
    Britain,
    /// Germany: (030) 23125 000 to 999 (Bundesnetzagentur).
    Germany,
    /// France: 06 39 98 00 00 to 99 99 (Arcep).
    France,
    /// Australia: (02) 5550 0000 to 9999 (ACMA).
    Australia,
    /// Sweden: 070-174 06 05 to 99 (PTS).
    Sweden,
    /// No such numbers known here: these people have left none.
    None,
}

/// Where people live: country, state, city, start of the postal code, telephone numbers, how many
/// of 1,000 people, and the cultures of their names with weights.
pub(super) struct Place {
    pub(super) country: &'static str,
    pub(super) state: &'static str,
    pub(super) city: &'static str,
    pub(super) postal: &'static str,
    pub(super) phones: Fiction,
    pub(super) share: f64,
    pub(super) cultures: &'static [(usize, f64)],
}

const AMERICAN: &[(usize, f64)] = &[(0, 70.0), (1, 16.0), (5, 5.0), (6, 3.0), (7, 2.0), (8, 4.0)];
const BRITISH: &[(usize, f64)] = &[(0, 84.0), (6, 4.0), (7, 3.0), (8, 9.0)];

#[rustfmt::skip]
pub(super) const PLACES: [Place; 24] = [
    Place { country: "US", state: "NY", city: "New York", postal: "100", phones: Fiction::NorthAmerica(&[212, 646, 718, 917, 347, 929]), share: 90.0, cultures: AMERICAN },
    Place { country: "US", state: "CA", city: "Los Angeles", postal: "900", phones: Fiction::NorthAmerica(&[213, 310, 323, 424, 818, 747]), share: 80.0, cultures: AMERICAN },
    Place { country: "US", state: "TX", city: "Houston", postal: "770", phones: Fiction::NorthAmerica(&[713, 281, 832, 346]), share: 60.0, cultures: AMERICAN },
    Place { country: "US", state: "IL", city: "Chicago", postal: "606", phones: Fiction::NorthAmerica(&[312, 773, 872, 708]), share: 55.0, cultures: AMERICAN },
    Place { country: "US", state: "WA", city: "Seattle", postal: "981", phones: Fiction::NorthAmerica(&[206, 425, 253]), share: 40.0, cultures: AMERICAN },
    Place { country: "US", state: "FL", city: "Miami", postal: "331", phones: Fiction::NorthAmerica(&[305, 786, 954]), share: 45.0, cultures: AMERICAN },
    Place { country: "US", state: "MA", city: "Boston", postal: "021", phones: Fiction::NorthAmerica(&[617, 857, 781]), share: 40.0, cultures: AMERICAN },
    Place { country: "US", state: "CO", city: "Denver", postal: "802", phones: Fiction::NorthAmerica(&[303, 720]), share: 30.0, cultures: AMERICAN },
    Place { country: "CA", state: "ON", city: "Toronto", postal: "M5V ", phones: Fiction::NorthAmerica(&[416, 647, 437]), share: 40.0, cultures: AMERICAN },
    Place { country: "CA", state: "QC", city: "Montréal", postal: "H2X ", phones: Fiction::NorthAmerica(&[514, 438]), share: 25.0, cultures: &[(3, 70.0), (0, 30.0)] },
    Place { country: "GB", state: "", city: "London", postal: "SW1A ", phones: Fiction::Britain, share: 90.0, cultures: BRITISH },
    Place { country: "GB", state: "", city: "Manchester", postal: "M1 ", phones: Fiction::Britain, share: 50.0, cultures: BRITISH },
    Place { country: "DE", state: "Berlin", city: "Berlin", postal: "101", phones: Fiction::Germany, share: 70.0, cultures: &[(2, 85.0), (6, 7.0), (7, 8.0)] },
    Place { country: "DE", state: "Bayern", city: "München", postal: "803", phones: Fiction::Germany, share: 50.0, cultures: &[(2, 90.0), (7, 10.0)] },
    Place { country: "FR", state: "", city: "Paris", postal: "750", phones: Fiction::France, share: 60.0, cultures: &[(3, 85.0), (6, 15.0)] },
    Place { country: "FR", state: "", city: "Saint-Étienne", postal: "420", phones: Fiction::France, share: 20.0, cultures: &[(3, 100.0)] },
    Place { country: "AU", state: "NSW", city: "Sydney", postal: "20", phones: Fiction::Australia, share: 45.0, cultures: &[(0, 80.0), (5, 12.0), (8, 8.0)] },
    Place { country: "SE", state: "", city: "Malmö", postal: "211 ", phones: Fiction::Sweden, share: 25.0, cultures: &[(4, 100.0)] },
    Place { country: "ES", state: "", city: "Madrid", postal: "280", phones: Fiction::None, share: 25.0, cultures: &[(1, 100.0)] },
    Place { country: "JP", state: "", city: "東京", postal: "100-00", phones: Fiction::None, share: 12.0, cultures: &[(5, 100.0)] },
    Place { country: "CN", state: "", city: "上海", postal: "2000", phones: Fiction::None, share: 12.0, cultures: &[(5, 100.0)] },
    Place { country: "EG", state: "", city: "القاهرة", postal: "115", phones: Fiction::None, share: 12.0, cultures: &[(6, 100.0)] },
    Place { country: "UA", state: "", city: "Київ", postal: "010", phones: Fiction::None, share: 12.0, cultures: &[(7, 100.0)] },
    Place { country: "IN", state: "KA", city: "Bengaluru", postal: "5600", phones: Fiction::None, share: 12.0, cultures: &[(8, 100.0)] },
];
