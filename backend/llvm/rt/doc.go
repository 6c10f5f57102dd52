// Package rt is the run-time library of compiled programs: LLVM IR text that package jit compiles once per process,
// and the Go mirror of the context that a run carries. Read ctx.go first (the layout), then core.ll.
//
// # Entry points and status
//
// An entry point is
//
//	i32 f(ptr ctx, ptr in, ptr out)      in, out: 8-byte slots of the flattened leaves
//
// and every function that may fail returns an i32 status, first or beside its results:
//
//	0 OK        1 REQUEST (only rt_enter and rt_resume return it)       2 RAISED (the error is in ctx)
//
// A function that returns a pointer reports failure with null; the error is then already in ctx and the caller
// returns 2. Error classes in ctx.err_class:
//
//	0 none   1 SITE: class and message stand in the program's table under err_site   2 MemoryError
//	3 KeyboardInterrupt   4 RecursionError   5 HOST: the host raised while serving a request   6 BUG
//
// # Context (offsets are exported as constants Off… and checked against the Go struct)
//
//	  0 i32 err_class        4 i32 err_site           8 [4 x i64] err_operand (i64, or bits of f64)
//	 40 i64 trace_count     48 [32 x i32] trace_first (innermost first)     176 [32 x i32] trace_last (ring)
//	304 i32 interrupt (non-zero: stop; also read at back edges)             308 i32 debug
//	312 ptr stack_limit (fail when the stack pointer, unsigned, is below)   320 ptr stack_top   328 ptr stack_low
//	336 ptr entry_sp       344 ptr park_sp (null unless parked)
//	352 i64 mem_used       360 i64 mem_limit         368 i64 mem_peak       376 i64 live (buffers in use)
//	384 ptr live_head (blocks)   392 i64 nodes (live)   400 ptr chunk (the newest)   408 ptr bump   416 ptr bump_end
//	424 [32 x ptr] node_free (class i holds nodes with a payload of up to 16*i bytes)
//	680 i32 req_kind       684 i32 req_status        688 ptr req_args
//	696 i64 rng_seed       704 i64 rng_counter       712 ptr consts (for the program: its table of pool constants)
//	720 ptr pool           728 i64 keep (bytes that the pool may keep)
//	736 [29 x ptr] slabs (with room, by size)        968 [7 x i64] reserved; the struct has 1024 bytes
//
// # Owners: one header for everything that is counted
//
// An owner is a pointer to its payload. 16 bytes before the payload stand
//
//	-16 i64 refcount (negative: immortal, never written)    -8 ptr desc (null: no pointers inside)
//
// so rt_retain, rt_release and rt_unique serve arrays, vecs, strings and nodes alike, and ignore null. A host array
// that is borrowed and a constant array of the pool have the owner null. A constant string is a module global
// { i64 -1, ptr null, i64 bytes, i64 runes, [bytes x i8] } whose value is the address 16 bytes in.
//
// Buffers (arrays, vecs, strings, large nodes) have 48 bytes more in front, and the payload is 64-byte aligned:
//
//	-64 i64 capacity in bytes   -48 ptr next (of free ones)   -32 ptr slab (null: a block of its own)   -24 i64 kind
//
// The capacity is a multiple of 64: a vector load or store that starts inside may run over the size to the next
// multiple of 64.
//
//	array   payload: the elements. The data pointer of an array that owns its buffer is the owner itself.
//	vec     payload: 0 i64 len   8 i64 cap   16 i64 elem_size   24 i64 spare   32 elements, cap * elem_size bytes
//	string  payload: 0 i64 bytes   8 i64 runes (code points)   16 UTF-8
//	node    payload: the fields
//
// # Memory
//
// Three layers, each in a file of text:
//
//	pool.ll   one for all runs, with a lock: blocks from 10 KiB on, four sizes for each power of two up to 1 GiB. Up to 1 MiB
//	          they are cut from regions of 32 MiB, larger ones are mappings; the pages are huge. A block that is given back is
//	          kept for the next run, up to min(a quarter of the budget, 1 GiB) in all. Pool.go looks at it every few seconds,
//	          by a timer, and gives to the system what no run used since.
//	slab.ll   what a context holds of it: blocks for large buffers, chunks of nodes, and slabs of 64 KiB with buffers of one
//	          size. They count against the run's budget as long as the run holds them, so what is kept does not. At its end
//	          they go back, but for a MiB of slabs and a chunk.
//	alloc.ll  the buffers.
//
// # Descriptors
//
// What holds owners inside has a descriptor, a constant of the program's module:
//
//	{ i32 kind, i32 count, i64 size, [count x i32] offsets }     kind 1: node, 2: vec
//
// size is the payload of a node or one element of a vec; offsets are those of the *owner* slots in it. A vec without
// owners inside has desc null. Dropping is iterative: dead objects are chained through their refcount words.
//
// # Functions (all nounwind; "own" parameters are consumed)
//
// Those of nodes, vecs and strings are modules that are compiled when first used.
//
//	ptr  rt_alloc(ptr ctx, i64 bytes)                  uninitialised, refcount 1; null: MemoryError (also for bytes < 0)
//	ptr  rt_alloc_zero(ptr ctx, i64 bytes)
//	void rt_retain(ptr owner)      void rt_release(ptr ctx, ptr owner)      i1 rt_unique(ptr owner)  (null: false)
//	ptr  rt_vec_new(ptr ctx, i64 elem_size, i64 cap, ptr desc)      len 0, refcount 1
//	ptr  rt_vec_push_slot(ptr ctx, ptr own vec)        the vec with one more element, last one uninitialised; in place
//	                                                   if unique, else a copy whose owners are retained
//	ptr  rt_vec_own(ptr ctx, ptr own vec)              the same vec if unique, else a copy (for vec.set)
//	ptr  rt_vec_concat(ptr ctx, ptr own a, ptr b)      ptr rt_vec_slice(ptr ctx, ptr v, i64 start, i64 step, i64 len)
//	ptr  rt_node_new(ptr ctx, ptr desc)                payload uninitialised, refcount 1
//	ptr  rt_node_own(ptr ctx, ptr own node)            the same node if unique, else a copy (for node.set)
//	ptr  rt_str_new(ptr ctx, ptr bytes, i64 n)         ptr  rt_str_concat(ptr ctx, ptr own a, ptr b)   in place if unique
//	ptr  rt_str_int(ptr ctx, i64 x)                    the digits of x
//	ptr  rt_str_index(ptr ctx, ptr s, i64 i)
//	ptr  rt_str_repeat(ptr ctx, ptr s, i64 n)          ptr  rt_str_slice(ptr ctx, ptr s, i64 start, i64 step, i64 len)
//	i32  rt_str_cmp(ptr a, ptr b)  -1, 0, 1            i1 rt_str_eq(ptr a, ptr b)      i1 rt_str_contains(ptr s, ptr sub)
//	i32  rt_fail(ptr ctx, i32 class, i32 site, i64 a, i64 b, i64 c, i64 d)      sets the error, returns 2
//	i32  rt_trace(ptr ctx, i32 site)                   appends a call site to the traceback, returns 2
//	i32  rt_interrupted(ptr ctx)                       sets KeyboardInterrupt, returns 2 (call when ctx.interrupt != 0)
//	i32  rt_overflow(ptr ctx, i32 site)                call when rti_sp_low: 0 (limit was stale, go on) or 2, with
//	                                                   RecursionError (stack used up) or MemoryError (budget) set
//	i32  rt_request(ptr ctx, i32 kind, ptr args)       parks the run; returns what the host put into req_status (0 or 2)
//	i32  rt_enter(ptr ctx, ptr fn, ptr in, ptr out)    i32 rt_resume(ptr ctx)      called by the host
//	void rt_reset(ptr ctx)                             frees all that lives, called by the host at the end of a run
//
// In-place tests, vec reads and retains are better inline: Inline has them as alwaysinline functions with the prefix
// rti_ (rti_retain, rti_release, rti_unique, rti_vec_len, rti_vec_at, rti_vec_push_slot, rti_vec_own, rti_str_eq,
// rti_sp_low).
//
// # Matrix products, one module per dtype, compiled when first used
//
//	i32 rt_matmul_f32(ptr ctx, ptr args)   rt_matmul_f64   rt_matmul_i64
//	i32 rt_tiled_f32(ptr ctx, ptr args)    rt_tiled_f64: for more than one row and column; faster to compile
//	args: 0 i64 m   8 i64 n   16 i64 k   24 ptr a   32 i64 a_rs   40 i64 a_cs   48 ptr b   56 i64 b_rs   64 i64 b_cs
//	      72 ptr c   80 i64 ldc   88 i64 accumulate (0: C = AB, 1: C += AB)   96 ptr epi   104 ptr env
//	void epi(ptr env, ptr tile, i64 row, i64 col, i64 rows, i64 cols, i64 ld)
//
// C[m,n] has unit column stride; strides are in elements and free for A and B, so a transposed operand needs no copy.
// epi (may be null) is called once for every tile of C when its sum is complete; the tiles cover C exactly. Packing
// space counts against the budget (MemoryError). The interrupt word is tested once per block of rows. Matmul states
// the order of the sums.
//
// # Measured
//
// On two shared cores of Zen 4 (AVX-512), LLVM 19.1.7; other work on the machine makes single figures vary by 20 %.
//
//	Load: core, 19 / 15                                       4.9 / 6.4 ms; 10 for the first time
//	nodes; lists and strings                                  2.9, 2.6 ms
//	matrix product f32, when first used, its three objects    8.5, 11, 2.5 ms (side by side)
//	open libLLVM and make an engine, once, 19 / 15            21 / 13 ms
//	small kernel: no passes, early-cse, default<O2>           1.8–2.8, 2.0–2.6, 4.1–5.8 ms
//	Ctx.Call / Ctx.Enter (private stack) of an empty function 130 / 150 ns
//	request, return to Go, resume                             145 ns
//	Reset after Enter (gives stack pages back)                1.4 µs more
//	rt_alloc and release of 1 KB / 1 MB                       8 / 34 ns
//	recursion 1,000,000 deep with test, and Reset             29 ms
//
// GFLOP/s on one core, the best of three runs here and (OpenBLAS of NumPy 2.4.6, one thread, best of five); a run
// disturbed by others gave 67–83 where this says 92–97:
//
//	f32 1024^3   95 (95)    B transposed 92 (96)      f64   44–49 (52)    transposed 46 (52)
//	f32 256^3    97 (77)                 95 (76)      f64   50 (48)                  49 (48)
//	f32 64^3     74 (68)                 76 (52)      f64   41 (46)                  39 (34)
//	f32 32x512x784  71 (81)              66 (54)      f64   32 (43)                  35 (41)
//	f32 1x512x784   36 (34)              37 (34)      f64   18 (20)                  13–19 (20)
//	f32 512x1x784   29–37 (32)                        f64   21 (18)
package rt
