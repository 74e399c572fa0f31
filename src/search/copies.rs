//! [`Copies`]: which articles of an archive are copies of each other.
//!
//! The index keeps a signature of each article. Two articles whose signatures share a pair of neighbouring values are
//! compared in all 64, and those that agree in enough of them by their texts: only real overlap, spread over the text,
//! makes two articles copies. What is connected by copies is one group. The groups depend on what the archive holds
//! and on nothing else; they are made at the first question after a change and kept beside the index for the next.

use super::build::SegmentView;
use crate::archive::{Archive, ArchiveError, running_words};
use crate::text::shingles::{Shingles, Signature};
use std::collections::{BTreeMap, HashMap};
use tantivy::DocAddress;

/// The ending of the file that keeps them beside the index.
const KEPT: &str = "copies";
/// How that file begins; another number whenever its form changes.
const MARK: &[u8; 8] = b"copies 1";
/// Values in which two signatures must agree before their texts are compared. At three words in ten changed 21 of 64
/// are expected to agree, with a deviation of 4; of unrelated articles, two or three.
const AGREEMENT: usize = 10;
/// Articles of one bucket that an article is compared with at most: a thousand articles that share a page of
/// boilerplate are no reason to compare each with each.
const NEIGHBOURS: usize = 256;

/// The groups of articles that are copies of each other; articles without a copy are in none.
#[derive(Debug, Default)]
pub(super) struct Copies {
    /// Segment, document and group of every article that has a copy, in this order.
    rows: Vec<[u32; 3]>,
}

/// One article with a signature.
struct Signed {
    signature: Signature,
    address: DocAddress,
}

impl Copies {
    /// The groups of `archive`: from the file that keeps them, else made and kept.
    pub fn of(archive: &Archive, segments: &[SegmentView]) -> Result<Copies, ArchiveError> {
        let stamp = archive.stamp();
        let kept = archive.location().read_beside(KEPT).and_then(|kept| Copies::read(kept.as_ref(), stamp));
        if let Some(copies) = kept.filter(|copies| copies.are_of(segments)) {
            return Ok(copies);
        }
        let copies = Copies::make(archive, segments)?;
        if let Err(error) = archive.location().keep_beside(KEPT, &copies.bytes(stamp)) {
            log::debug!("the groups of copies are not kept: {error}");
        }
        Ok(copies)
    }

    /// The articles of a segment that have copies, with their groups, in the order of documents.
    pub fn in_segment(&self, segment: usize) -> impl Iterator<Item = (u32, u32)> + '_ {
        let from = self.rows.partition_point(|row| (row[0] as usize) < segment);
        self.rows[from..].iter().take_while(move |row| row[0] as usize == segment).map(|row| (row[1], row[2]))
    }

    /// Whether every row names a document that there is.
    fn are_of(&self, segments: &[SegmentView]) -> bool {
        let holds = |[segment, doc, _]: &[u32; 3]| {
            let segment = segments.get(*segment as usize);
            segment.is_some_and(|segment| *doc < segment.reader.max_doc())
        };
        self.rows.iter().all(holds)
    }

    fn make(archive: &Archive, segments: &[SegmentView]) -> Result<Copies, ArchiveError> {
        let mut signed = signed(archive, segments)?;
        // By their bytes, so that nothing depends on the order of segments.
        signed.sort_by_key(|one| one.signature);
        let mut pairs = similar_pairs(&signed);
        let mut candidates = Joined::new(signed.len());
        pairs.iter().for_each(|(one, other)| candidates.join(*one, *other));
        // One family of candidates at a time, so that few texts are held at once.
        pairs.sort_by_key(|(one, other)| (candidates.root(*one), *one, *other));
        let mut copies = Joined::new(signed.len());
        let mut texts: HashMap<u32, Shingles> = HashMap::new();
        let mut family = None;
        for (one, other) in pairs {
            let root = candidates.root(one);
            if family != Some(root) {
                family = Some(root);
                texts.clear();
            }
            if copies.root(one) == copies.root(other) {
                continue;
            }
            for article in [one, other] {
                if let std::collections::hash_map::Entry::Vacant(place) = texts.entry(article) {
                    let stored = archive.load(signed[article as usize].address)?;
                    place.insert(Shingles::of(&running_words(&stored.article)));
                }
            }
            if texts[&one].is_copy(&texts[&other]) {
                copies.join(one, other);
            }
        }
        let mut groups: BTreeMap<u32, Vec<DocAddress>> = BTreeMap::new();
        for n in 0..signed.len() as u32 {
            groups.entry(copies.root(n)).or_default().push(signed[n as usize].address);
        }
        let groups = groups.into_values().filter(|group| group.len() > 1).zip(0..);
        let rows = groups
            .flat_map(|(group, n)| group.into_iter().map(move |article| [article.segment_ord, article.doc_id, n]));
        let mut rows: Vec<[u32; 3]> = rows.collect();
        rows.sort_unstable();
        Ok(Copies { rows })
    }

    fn bytes(&self, stamp: u64) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(16 + self.rows.len() * 12);
        bytes.extend_from_slice(MARK);
        bytes.extend_from_slice(&stamp.to_le_bytes());
        self.rows.iter().flatten().for_each(|number| bytes.extend_from_slice(&number.to_le_bytes()));
        bytes
    }

    /// Reads what [`Copies::bytes`] wrote for the same state of the archive.
    fn read(bytes: &[u8], stamp: u64) -> Option<Copies> {
        let rows = bytes.strip_prefix(MARK.as_slice())?.strip_prefix(stamp.to_le_bytes().as_slice())?;
        let number = |bytes: &[u8]| Some(u32::from_le_bytes(bytes.try_into().ok()?));
        let rows: Option<Vec<[u32; 3]>> = rows
            .chunks(12)
            .map(|row| Some([number(row.get(..4)?)?, number(row.get(4..8)?)?, number(row.get(8..)?)?]))
            .collect();
        rows.map(|rows| Copies { rows })
    }
}

/// Every live article that has a signature.
fn signed(archive: &Archive, segments: &[SegmentView]) -> Result<Vec<Signed>, ArchiveError> {
    let mut signed = Vec::with_capacity(archive.manifest().articles as usize);
    for (at, segment) in segments.iter().enumerate() {
        let column = segment.reader.fast_fields().u64("signature")?;
        for doc in (0..segment.reader.max_doc()).filter(|doc| segment.is_live(*doc)) {
            if let Some(signature) = Signature::unpacked(column.values_for_doc(doc)) {
                signed.push(Signed { signature, address: DocAddress::new(at as u32, doc) });
            }
        }
    }
    Ok(signed)
}

/// The pairs of articles, by their places, whose signatures are alike.
///
/// Articles that share two neighbouring values fall into one bucket (banding: Leskovec, Rajaraman and Ullman, *Mining
/// of Massive Datasets*, section 3.4): with 32 such bands, 97 of 100 copies in which three words of ten were changed
/// do so at least once.
fn similar_pairs(signed: &[Signed]) -> Vec<(u32, u32)> {
    let mut pairs = Vec::new();
    let band = |n: u32, band: usize| {
        let values = &signed[n as usize].signature.0;
        [values[band * 2], values[band * 2 + 1]]
    };
    let mut places: Vec<u32> = (0..signed.len() as u32).collect();
    for here in 0..Signature::PACKED * 4 {
        places.sort_by_key(|n| (band(*n, here), *n));
        for bucket in places.chunk_by(|one, other| band(*one, here) == band(*other, here)) {
            for (n, one) in bucket.iter().enumerate() {
                for other in bucket[n + 1..].iter().take(NEIGHBOURS) {
                    let met_before = (0..here).any(|before| band(*one, before) == band(*other, before));
                    let (a, b) = (&signed[*one as usize].signature, &signed[*other as usize].signature);
                    if !met_before && a.agreement(b) >= AGREEMENT {
                        pairs.push((*one, *other));
                    }
                }
            }
        }
    }
    pairs
}

/// Places of a list, joined into sets (union-find with halved paths).
struct Joined {
    above: Vec<u32>,
}

impl Joined {
    fn new(size: usize) -> Joined {
        Joined { above: (0..size as u32).collect() }
    }

    fn root(&mut self, mut place: u32) -> u32 {
        while self.above[place as usize] != place {
            let above = self.above[place as usize];
            self.above[place as usize] = self.above[above as usize];
            place = above;
        }
        place
    }

    fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.root(one), self.root(other));
        self.above[one.max(other) as usize] = one.min(other);
    }
}

#[cfg(test)]
mod tests {
    use super::Copies;

    #[test]
    fn what_is_kept_is_read_for_the_same_archive_alone() {
        let copies = Copies { rows: vec![[0, 3, 1], [0, 9, 1], [1, 4, 0]] };
        let bytes = copies.bytes(77);
        assert_eq!(Copies::read(&bytes, 77).unwrap().rows, copies.rows);
        assert!(Copies::read(&bytes, 78).is_none());
        for cut in 0..16 {
            assert!(Copies::read(&bytes[..cut], 77).is_none(), "{cut}");
        }
        assert!(Copies::read(&bytes[..bytes.len() - 1], 77).is_none());
        assert!(Copies::read(b"something else", 77).is_none());
        assert_eq!(copies.in_segment(0).collect::<Vec<_>>(), [(3, 1), (9, 1)]);
        assert_eq!(copies.in_segment(2).count(), 0);
    }
}
