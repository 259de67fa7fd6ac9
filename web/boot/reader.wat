;; Turns the text in the page back into the module, in two steps with gzip between them. A hundred times as fast as a script
;; could in a page that was just opened, when no script is compiled yet.
(module
  (memory (export "memory") 1)

  ;; From text to bytes, see `crates/xtask/src/text.rs`. The text is UTF-8 and stands at the start of the memory; the bytes
  ;; take its place, for they are always fewer. Each character holds seven bits, or fourteen where the first seven are one
  ;; of the three characters that HTML would not keep as they are.
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
    (local.get $to))

  ;; From the parted module to the module, see `crates/xtask/src/wasm/parted.rs`, where the numbers of the streams and the
  ;; places in the memory come from. The parted module stands at the start of the memory.
  ;; Takes where the module is to be written.
  (func (export "module") (param $place i32)
    (local $functions i32)
    (local $start i32)
    (local $length i32)
    (global.set $to (local.get $place))
    (local.set $functions (i32.load (i32.const 4)))
    (call $bytes (i32.const 0) (i32.load (i32.const 8)))
    (loop $function
      (if (local.get $functions)
        (then
          (local.set $functions (i32.sub (local.get $functions) (i32.const 1)))
          ;; The length of the function comes first and is known last: at most five bytes are left free for it.
          (local.set $start (global.get $to))
          (global.set $to (i32.add (local.get $start) (i32.const 5)))
          ;; The locals: how many pairs, and these.
          (call $numbers (i32.const 2) (i32.shl (call $number (i32.const 2)) (i32.const 1)))
          (loop $body
            (br_if $body (call $instruction (i32.load8_u (call $take (i32.const 3) (i32.const 1))))))
          (local.set $length (i32.sub (i32.sub (global.get $to) (local.get $start)) (i32.const 5)))
          (global.set $to (local.get $start))
          (call $write (local.get $length))
          (memory.copy (global.get $to) (i32.add (local.get $start) (i32.const 5)) (local.get $length))
          (global.set $to (i32.add (global.get $to) (local.get $length)))
          (br $function))))
    (call $bytes (i32.const 1) (i32.load (i32.const 12))))

  ;; Where the next byte of the module is written.
  (global $to (mut i32) (i32.const 0))

  ;; Goes so many bytes on in a stream; returns where these stand.
  (func $take (param $stream i32) (param $count i32) (result i32)
    (local $from i32)
    (local.set $stream (i32.shl (local.get $stream) (i32.const 2)))
    (local.set $from (i32.load offset=16 (local.get $stream)))
    (i32.store offset=16 (local.get $stream) (i32.add (local.get $from) (local.get $count)))
    (local.get $from))

  ;; Writes so many bytes of a stream.
  (func $bytes (param $stream i32) (param $count i32)
    (memory.copy (global.get $to) (call $take (local.get $stream) (local.get $count)) (local.get $count))
    (global.set $to (i32.add (global.get $to) (local.get $count))))

  ;; Writes a number, in LEB128.
  (func $write (param $number i32)
    (loop $more
      (i32.store8 (global.get $to)
        (i32.or
          (i32.and (local.get $number) (i32.const 0x7f))
          (i32.shl (i32.gt_u (local.get $number) (i32.const 0x7f)) (i32.const 7))))
      (global.set $to (i32.add (global.get $to) (i32.const 1)))
      (br_if $more (local.tee $number (i32.shr_u (local.get $number) (i32.const 7))))))

  ;; Writes a number of a stream, in LEB128, and returns it.
  (func $number (param $stream i32) (result i32)
    (local $from i32)
    (local $to i32)
    (local $byte i32)
    (local $shift i32)
    (local $number i32)
    (local.set $stream (i32.shl (local.get $stream) (i32.const 2)))
    (local.set $from (i32.load offset=16 (local.get $stream)))
    (local.set $to (global.get $to))
    (loop $more
      (i32.store8 (local.get $to) (local.tee $byte (i32.load8_u (local.get $from))))
      (local.set $from (i32.add (local.get $from) (i32.const 1)))
      (local.set $to (i32.add (local.get $to) (i32.const 1)))
      (local.set $number
        (i32.or (local.get $number) (i32.shl (i32.and (local.get $byte) (i32.const 0x7f)) (local.get $shift))))
      (local.set $shift (i32.add (local.get $shift) (i32.const 7)))
      (br_if $more (i32.ge_u (local.get $byte) (i32.const 0x80))))
    (i32.store offset=16 (local.get $stream) (local.get $from))
    (global.set $to (local.get $to))
    (local.get $number))

  ;; Writes so many numbers of a stream.
  (func $numbers (param $stream i32) (param $count i32)
    (loop $next
      (if (local.get $count)
        (then
          (drop (call $number (local.get $stream)))
          (local.set $count (i32.sub (local.get $count) (i32.const 1)))
          (br $next)))))

  ;; Writes what a byte of the stream of instructions stands for; returns whether the function goes on behind it.
  (func $instruction (param $code i32) (result i32)
    (local $fixed i32)
    (local $stream i32)
    (local $numbers i32)
    (local $bytes i32)
    (local.set $code (i32.shl (local.get $code) (i32.const 3)))
    (local.set $fixed (i32.load8_u offset=100 (local.get $code)))
    (if (i32.eq (local.get $fixed) (i32.const 0xff))
      (then
        (drop (call $instruction (i32.load8_u offset=96 (local.get $code))))
        (return (call $instruction (i32.load8_u offset=97 (local.get $code))))))
    (if (i32.eq (local.get $fixed) (i32.const 0xfe))
      (then
        (i32.store8 (global.get $to) (i32.const 0x0b))
        (global.set $to (i32.add (global.get $to) (i32.const 1)))
        (return (i32.const 0))))
    (i32.store (global.get $to) (i32.load offset=96 (local.get $code)))
    (global.set $to (i32.add (global.get $to) (local.get $fixed)))
    ;; The operands: so many numbers, or so many bytes; if neither, then a number and one more number than it says; and none
    ;; from the stream 0.
    (local.set $stream (i32.load8_u offset=101 (local.get $code)))
    (if (i32.eqz (local.get $stream)) (then (return (i32.const 1))))
    (local.set $numbers (i32.load8_u offset=102 (local.get $code)))
    (if (i32.eq (local.get $numbers) (i32.const 1))
      (then (drop (call $number (local.get $stream))) (return (i32.const 1))))
    (local.set $bytes (i32.load8_u offset=103 (local.get $code)))
    (if (local.get $bytes)
      (then (call $bytes (local.get $stream) (local.get $bytes)))
      (else
        (if (i32.eqz (local.get $numbers))
          (then (local.set $numbers (i32.add (call $number (local.get $stream)) (i32.const 1)))))
        (call $numbers (local.get $stream) (local.get $numbers))))
    (i32.const 1)))
