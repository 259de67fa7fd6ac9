;; Turns the text of the packed module back into its bytes. A hundred times as fast as a script could in a page that was
;; just opened, when no script is compiled yet.
;;
;; The text is UTF-8 and stands at the start of the memory; the bytes take its place, for they are always fewer. Each
;; character holds seven bits, or fourteen where the first seven are one of the three characters that HTML would not keep
;; as they are. `crates/xtask/src/text.rs` writes such texts and says more.
(module
  (memory (export "memory") 1)

  ;; Takes how long the text is, in bytes of UTF-8; returns how many bytes it was.
  (func (export "bytes") (param $end i32) (result i32)
    (local $from i32)
    (local $to i32)
    (local $character i32)
    ;; What was read and is not written yet: the last $count bits of $bits.
    (local $bits i32)
    (local $count i32)
    (loop $characters
      (if (i32.lt_u (local.get $from) (local.get $end))
        (then
          (local.set $character (i32.load8_u (local.get $from)))
          (local.set $from (i32.add (local.get $from) (i32.const 1)))
          (if (i32.ge_u (local.get $character) (i32.const 0x80))
            (then
              ;; The two bytes of UTF-8 to the number of the character, less 128.
              (local.set $character
                (i32.sub
                  (i32.or
                    (i32.shl (i32.and (local.get $character) (i32.const 0x1f)) (i32.const 6))
                    (i32.and (i32.load8_u (local.get $from)) (i32.const 0x3f)))
                  (i32.const 0x80)))
              (local.set $from (i32.add (local.get $from) (i32.const 1)))
              ;; Its upper half says which of the three it stands for: 0x00, 0x0d or 0x3c.
              (local.set $bits
                (i32.or
                  (i32.shl (local.get $bits) (i32.const 7))
                  (i32.and
                    (i32.shr_u
                      (i32.const 0x3c0d00)
                      (i32.shl (i32.shr_u (local.get $character) (i32.const 7)) (i32.const 3)))
                    (i32.const 0x7f))))
              (local.set $count (i32.add (local.get $count) (i32.const 7)))
              (local.set $character (i32.and (local.get $character) (i32.const 0x7f)))))
          (local.set $bits (i32.or (i32.shl (local.get $bits) (i32.const 7)) (local.get $character)))
          (local.set $count (i32.add (local.get $count) (i32.const 7)))
          (loop $whole
            (if (i32.ge_u (local.get $count) (i32.const 8))
              (then
                (local.set $count (i32.sub (local.get $count) (i32.const 8)))
                (i32.store8 (local.get $to) (i32.shr_u (local.get $bits) (local.get $count)))
                (local.set $to (i32.add (local.get $to) (i32.const 1)))
                (br $whole))))
          (br $characters))))
    (local.get $to)))
