//! Names that mean something to Rust, to its libraries, or to generated code.

/// Keywords, strict, reserved and weak ones of every edition.
const KEYWORDS: &str = "
    abstract as async auto await become box break const continue crate default do dyn else enum extern
    false final fn for gen if impl in let loop macro macro_rules match mod move mut override priv pub
    raw ref return safe self Self static struct super trait true try type typeof union unsafe unsized
    use virtual where while yield _ r#type r#self 'static
";

/// What the preludes of all editions have, and types of the standard library that generated code names.
const PRELUDE: &str = "
    AsMut AsRef Box Clone Copy Debug Default DoubleEndedIterator Drop Eq Err ExactSizeIterator Extend Fn
    FnMut FnOnce From FromIterator FromStr Future Hash Into IntoFuture IntoIterator Iterator None Ok
    Option Ord PartialEq PartialOrd Result Send Sized Some String Sync ToOwned ToString TryFrom TryInto
    Unpin Vec drop Cow Display Duration Error Formatter HashMap Infallible Mutex Ordering PhantomData Pin
    Arc Rc Write Read Bytes Map Number Value Serialize Serializer Deserialize Deserializer
    Visitor Uri Url Body HeaderMap HeaderName HeaderValue Method Request Response StatusCode
";

/// Primitive types, and crates and modules that stand before `::`.
const ROOTS: &str = "
    bool char f32 f64 i8 i16 i32 i64 i128 isize str u8 u16 u32 u64 u128 usize never array slice tuple
    unit fn pointer reference std core alloc proc_macro test serde serde_json reqwest http http_body bytes
    base64 futures_core form_urlencoded percent_encoding jiff tokio serde_path_to_error fmt error iter ops
    option result string vec convert
";

/// Macros and attributes.
const MACROS: &str = "
    assert assert_eq cfg column compile_error concat dbg debug_assert env eprintln file format
    format_args include include_str line matches module_path panic print println stringify thread_local
    todo unimplemented unreachable write writeln allow cfg_attr cold deny deprecated derive doc expect
    forbid global_allocator inline must_use no_mangle non_exhaustive path repr warn rustfmt clippy
";

/// Methods of traits, and what clippy knows as such.
const METHODS: &str = "
    add add_assign as_mut as_ref bitand bitor bitxor borrow borrow_mut call clamp clone clone_from
    clone_into cmp deref deref_mut deserialize div div_assign downcast eq extend fmt from from_iter
    from_str ge gt hash hash_slice index index_mut into into_future into_iter is_empty is_some le len lt
    max min mul ne neg new next not partial_cmp poll provide rem rem_assign serialize shl shl_assign shr
    size_hint source sub sub_assign sum to_owned to_string try_from try_into type_id write_str
    all any by_ref chain collect count cycle enumerate filter filter_map find flat_map fold for_each
    inspect last map nth peekable position product rev scan skip step_by take take_while unzip zip
    unwrap unwrap_or expect is_none is_ok is_err ok err and_then or_else as_str as_bytes as_deref push pop
    insert remove get set iter iter_mut keys values get_mut send_to recv lock wait spawn
";

/// Associated types and constants.
const ASSOCIATED: &str = "
    Item IntoIter Output Target Owned Err Error Ok Params Key Content Headers MAX MIN EPSILON PREFIX DIGITS
    Rhs Args SerializeSeq SerializeMap SerializeStruct Elem Known Other Unrecognized Base Present Absent Null
";

/// What generated code and its runtime have of their own: modules, types, methods, arguments, locals.
const OURS: &str = "
    api base_url builder client credentials download error form formatted from_json headers identifier
    identifiers json json_text kept models multipart node nullable object open open_enum operations optional
    pages parameter printable reading request response response_headers rfc_2822 server servers style text union
    upload twilio environment basic bearer header_key query_key cookie_key timeout build body query value
    name extra extra_fields other url link content fields misfit misfits items into_request send
    send_with_response send_streamed to_http decode variants accept status kind tag parts path prefix
    optional_nullable required rest or_keep or_fail end with read write check limit
    Client ClientBuilder ApiError ContentError Json Nullable NoContent Redirect Page Pages Items Open
    Upload Download Multipart Part Base64 Date DateTime Rfc2822DateTime JsonText Style Misfit Fields
    Writer Object Node FromJson Reading Parameter Union Server BASE_URL SECURITY ErrorBody
    REQUEST_ID_HEADERS con aux nul com1 lib main build_rs tests examples src
";

/// All of these, each once.
pub(crate) fn words() -> Vec<&'static str> {
    let lists = [KEYWORDS, PRELUDE, ROOTS, MACROS, METHODS, ASSOCIATED, OURS];
    let mut words: Vec<&str> = lists.iter().flat_map(|list| list.split_whitespace()).collect();
    words.sort_unstable();
    words.dedup();
    words
}
