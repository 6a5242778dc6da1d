/*
 * An interpreter of bytecode that finds the longest Collatz sequence below a limit: indirect branches through a switch,
 * short basic blocks, memory for the stack.
 */
#include "bench.h"

enum op { PUSH, LOAD, STORE, ADD, MUL3, HALVE, ODD, LESS, JUMP, JUMP_IF, END };
enum variable { LIMIT, START, N, LENGTH, BEST, VARIABLES };

static const u8 program[] = {
    /*  0 */ PUSH, 1, STORE, START,
    /*  4 */ LOAD, START, STORE, N, /* the next start */
    /*  8 */ PUSH, 1, STORE, LENGTH,
    /* 12 */ PUSH, 1, LOAD, N, LESS, JUMP_IF, 21, /* a step, while 1 < n */
    /* 19 */ JUMP, 47,
    /* 21 */ LOAD, N, ODD, JUMP_IF, 33,
    /* 26 */ LOAD, N, HALVE, STORE, N, JUMP, 38,
    /* 33 */ LOAD, N, MUL3, STORE, N,
    /* 38 */ LOAD, LENGTH, PUSH, 1, ADD, STORE, LENGTH,
    /* 45 */ JUMP, 12,
    /* 47 */ LOAD, BEST, LOAD, LENGTH, LESS, JUMP_IF, 56,
    /* 54 */ JUMP, 60,
    /* 56 */ LOAD, LENGTH, STORE, BEST,
    /* 60 */ LOAD, START, PUSH, 1, ADD, STORE, START,
    /* 67 */ LOAD, START, LOAD, LIMIT, LESS, JUMP_IF, 4,
    /* 74 */ END,
};

static u32 run(u32 limit)
{
    u32 stack[16], *top = stack, variables[VARIABLES] = {limit};
    const u8 *pc = program;
    for (;;)
        switch ((enum op)*pc++) {
        case PUSH: *top++ = *pc++; break;
        case LOAD: *top++ = variables[*pc++]; break;
        case STORE: variables[*pc++] = *--top; break;
        case ADD: top--; top[-1] += top[0]; break;
        case MUL3: top[-1] = 3 * top[-1] + 1; break;
        case HALVE: top[-1] >>= 1; break;
        case ODD: top[-1] &= 1; break;
        case LESS: top--; top[-1] = top[-1] < top[0]; break;
        case JUMP: pc = program + *pc; break;
        case JUMP_IF: pc = *--top ? program + *pc : pc + 1; break;
        case END: return variables[BEST];
        }
}

static u32 round(void) { return run(300); }

u32 branchy(u32 rounds) { return repeat(rounds, round); }
